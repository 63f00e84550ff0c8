"""Make the tagger's dictionary, ``extractor/rules/words.txt.gz``, from the files of the package jieba.

    python tools/make_words.py

It holds jieba's dictionary (a word, how often it was counted, its part of speech) and the probabilities by
which jieba cuts words that its dictionary lacks. The package must be installed; nothing else needs it.
"""

from __future__ import annotations

import gzip
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path

WORDS = Path(__file__).parents[1] / "extractor" / "rules" / "words.txt.gz"
STATES = "BMES"
NEVER = -3.14e100

HEAD = """\
# Words with their counts and parts of speech, and how characters stand in words that are not among them.
# Source: jieba {version} by Sun Junyi, MIT licence: dict.txt, and finalseg's start, trans and emit.
# After %words: a word, its count, its part of speech. After %start, %moves and %characters: logarithms of
# probabilities for a character that begins, is within, ends or is a word, in this order; - is never.
# After %parts: the same with parts of speech, such as Bn for a character that begins a noun. First how
# likely a word begins so, then how likely one follows another, then how likely each is for a character.
"""


def logarithms(values: list[float]) -> str:
    """Write probabilities to the sixth digit, which decides no cut."""
    return " ".join("-" if value <= NEVER else f"{value:.6f}" for value in values)


def parts_of_speech() -> list[str]:
    """Give the lines for words whose part of speech is guessed."""
    start, moves, emit = (import_module(f"jieba.posseg.prob_{name}").P for name in ("start", "trans", "emit"))
    allowed = import_module("jieba.posseg.char_state_tab").P
    names = {state: "".join(state) for state in sorted(start)}

    def line(first: str, values: dict[tuple[str, str], float]) -> str:
        likely = [f"{names[state]} {value:.6f}" for state, value in sorted(values.items()) if value > NEVER]
        return " ".join([first, *likely]) + "\n"

    lines = ["%parts\n", line("-", start)]
    lines += [line(names[state], moves[state]) for state in names if moves.get(state)]
    lines.append("%parts of characters\n")
    for character in sorted(set().union(*emit.values())):
        states = allowed.get(character) or tuple(names)
        lines.append(line(character, {state: emit[state].get(character, NEVER) for state in states}))
    return lines


def main() -> None:
    """Write the dictionary."""
    package = distribution("jieba")
    lines = [HEAD.format(version=package.version), "%words\n"]
    text = Path(str(package.locate_file("jieba/dict.txt"))).read_text("utf-8")
    # The one word that is there twice means what it means the second time, as for jieba.
    words = {word: rest for word, _, rest in (line.partition(" ") for line in text.splitlines())}
    lines += [f"{word} {words[word]}\n" for word in sorted(words)]
    start, moves, emit = (
        import_module(f"jieba.finalseg.prob_{name}").P for name in ("start", "trans", "emit")
    )
    lines += ["%start\n", logarithms([start[state] for state in STATES]), "\n%moves\n"]
    lines += [logarithms([moves[one].get(other, NEVER) for other in STATES]) + "\n" for one in STATES]
    lines.append("%characters\n")
    for character in sorted(set().union(*emit.values())):
        lines.append(f"{character} {logarithms([emit[state].get(character, NEVER) for state in STATES])}\n")
    lines += parts_of_speech()
    WORDS.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


if __name__ == "__main__":
    main()
