// Offsets. A fact's are counted in code points, a JavaScript string's in UTF-16 units; they differ
// behind every character outside the basic plane, such as 𠮷 or an emoji.

/** Offsets both ways for one text. Texts without such characters, nearly all, cost nothing. */
class Offsets {
  /** @param {string} text */
  constructor(text) {
    this.length = text.length;
    /** Where the pairs begin, counted in code points. */
    this.pairs = [];
    for (const found of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) {
      this.pairs.push(found.index - this.pairs.length);
    }
  }

  /** UTF-16 offset of a code point. */
  units(point) {
    return point + countBelow(this.pairs, point);
  }

  /** Code point at a UTF-16 offset; an offset inside a pair gives the pair's own. */
  points(unit) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] + middle + 1 < unit) low = middle + 1;
      else high = middle;
    }
    const inside = low < this.pairs.length && unit === this.pairs[low] + low + 1;
    return unit - low - (inside ? 1 : 0);
  }
}

/** How many of some ascending numbers lie below a limit. */
function countBelow(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
