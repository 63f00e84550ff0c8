// What the page says, in English and in Chinese.

const WORDS = {
  title: ["Facts of the report", "报告事实"],
  documents: ["documents", "篇文档"], document: ["document", "篇文档"],
  facts: ["facts", "条事实"], fact: ["fact", "条事实"],
  reading: ["Text & table", "原文与表格"], text: ["Text", "原文"], table: ["Table", "表格"], charts: ["Charts", "图表"],
  search: ["Search facts", "搜索事实"], searchHint: ["Search metric, place, agency, quote…", "搜索指标、地区、机构、原文……"],
  region: ["Region", "地区"], agency: ["Agency", "机构"], agency_type: ["System", "系统"], period: ["Period", "时期"],
  metric: ["Metric", "指标"], kind: ["Kind", "类型"], doc: ["Document", "文档"], status: ["Review", "审阅"],
  value: ["Value", "数值"], unit: ["Unit", "单位"], change: ["Change", "变化"], quote: ["Quote", "原文"],
  low: ["Low", "下限"], high: ["High", "上限"], qualifier: ["Exactness", "精确程度"], direction: ["Direction", "升降"],
  basis: ["Against", "对比基期"], role: ["From or to", "由或至"], of: ["Part of", "所属总数"], region_code: ["Code", "区划代码"],
  period_text: ["Period's words", "时期原词"], start: ["Start", "起点"], end: ["End", "终点"], rule: ["Rule", "规则"],
  id: ["Id", "编号"], article: ["Article", "篇次"],
  any: ["Any", "不限"], allDocuments: ["All documents", "全部文档"], clear: ["Clear", "清除"],
  clearAll: ["Clear filters", "清除筛选"], filters: ["Filters", "筛选"],
  count: ["count", "计数"], money: ["money", "金额"], percent: ["percent", "比率"], measure: ["measure", "计量"],
  rank: ["rank", "位次"], date: ["date", "日期"],
  exact: ["exact", "准确"], about: ["about", "约"], over: ["more than", "多于"], at_least: ["at least", "至少"],
  under: ["less than", "不足"], at_most: ["at most", "至多"], range: ["range", "区间"], vague: ["vague", "概数"],
  up: ["up", "上升"], down: ["down", "下降"], flat: ["flat", "持平"], yoy: ["YoY", "同比"], mom: ["MoM", "环比"],
  from: ["from", "由"], to: ["to", "至"],
  unreviewed: ["not reviewed", "未审阅"], accepted: ["accepted", "已采纳"], rejected: ["rejected", "已拒绝"],
  corrected: ["corrected", "已更正"], added: ["added", "新增"],
  accept: ["Accept", "采纳"], reject: ["Reject", "拒绝"], correct: ["Correct", "更正"],
  reset: ["Take back", "恢复原状"], remove: ["Remove", "删除"], save: ["Save", "保存"], cancel: ["Cancel", "取消"],
  close: ["Close", "关闭"], add: ["Add a fact here", "在此新增事实"], addTitle: ["A missed fact", "遗漏的事实"],
  toText: ["Show in text", "看原文"], toTable: ["Show in table", "看表格"], previous: ["Previous", "上一条"], next: ["Next", "下一条"],
  previousDoc: ["Previous document", "上一篇"], nextDoc: ["Next document", "下一篇"],
  reviewed: ["reviewed", "已审阅"], download: ["Download", "下载"], theme: ["Light or dark", "明暗切换"], language: ["中文", "English"],
  help: ["Keys", "快捷键"], noFacts: ["No fact matches.", "没有符合条件的事实。"],
  noFactsHint: ["Widen the search, or clear the filters.", "请放宽搜索条件，或清除筛选。"],
  emptyDoc: ["This document states no number.", "本文档没有可提取的数字。"],
  emptyReport: ["There is nothing to show: no document was read.", "没有可显示的内容：未读取到任何文档。"],
  emptyText: ["This document is empty.", "本文档为空。"],
  pick: ["Choose a row or a mark to see all that its fact says.", "选择表格中的一行或文中的一处标记，查看该事实的全部内容。"],
  hidden: ["The filters hide this fact in the table.", "当前筛选条件在表格中隐藏了此事实。"],
  null: ["none", "无"], parts: ["Parts", "其中"], besides: ["On the same words", "同一处的其他事实"],
  mapTitle: ["Facts by region", "各地区事实数"],
  mapHint: ["Choose a province to see its prefectures, then counties.", "选择省份查看各地市，再看各县区。"],
  nation: ["China", "全国"], itself: ["as a whole", "本级"], noRegion: ["no region", "无地区"],
  wholeCountry: ["the nation as a whole", "全国总体"],
  overTime: ["A metric over periods", "指标随时期变化"], overPlaces: ["A metric over regions", "指标的地区比较"],
  changesTitle: ["Changes, up and down", "升降变化"], changesHint: ["By how much, as stated; the largest.", "按原文所述幅度，取其最大者。"],
  systemsTitle: ["Facts by system", "各系统事实数"],
  metricsTitle: ["Most frequent metrics", "最常见的指标"],
  noMetric: ["No metric here has two values to compare.", "没有可比较的指标：同一指标至少要有两个数值。"],
  noPeriods: ["None of its values has a period.", "该指标的数值均无时期。"],
  noPlaces: ["None of its values has a region.", "该指标的数值均无地区。"],
  noChanges: ["No change is stated here.", "没有升降变化。"],
  noSystem: ["No fact here names an agency.", "没有涉及机构的事实。"],
  openYear: ["year not stated", "年份未载明"], unplaced: ["left out: no year stated", "因年份未载明而未画出"], showAll: ["Show all", "全部显示"], showFew: ["Show fewer", "收起"],
  less: ["fewer facts", "少"], moreFacts: ["more facts", "多"],
  downloadTitle: ["Download what you decided", "下载审阅结果"],
  downloadHint: [
    "Gold JSON Lines, one file a document: accepted, corrected and added facts are required, those not reviewed are optional, rejected ones are left out.",
    "金标 JSON Lines，每篇文档一个文件：已采纳、已更正和新增的事实为必有项，未审阅的为可有可无项，已拒绝的不写入。",
  ],
  thisDocument: ["This document (.gold.jsonl)", "本篇文档（.gold.jsonl）"],
  everyDocument: ["Every reviewed document, with its text (.zip)", "全部已审阅文档及原文（.zip）"],
  repeats: ["The text repeats itself so often that places in it cannot be named", "原文大段重复，无法指明位置"],
  nothingReviewed: ["Nothing has been reviewed yet.", "尚未审阅任何事实。"],
  kept: ["Decisions are kept in this browser until you take them back.", "审阅结果保存在本浏览器中，可随时恢复。"],
  notKept: ["This browser keeps nothing: download before you close the page.", "本浏览器无法保存：关闭页面前请先下载。"],
  forget: ["Take back all decisions", "撤回全部审阅结果"],
  acceptShown: ["Accept all shown that are not reviewed", "采纳当前显示的全部未审阅事实"],
  done: ["Done", "已完成"], downloaded: ["Downloaded", "已下载"], undone: ["Undone", "已撤销"], nothingToUndo: ["Nothing to undo", "没有可撤销的操作"],
  useSelection: ["Use the selected text", "使用所选文字"],
  selectFirst: ["Select the number in the text first.", "请先在原文中选中数字。"],
  errNumber: ["A number such as 1400, 12.5 or 1400万", "请输入数字，如 1400、12.5 或 1400万"],
  errPeriod: ["A date or interval such as 2022, 2022-01/2022-06 or 2022-01/..", "请输入日期或区间，如 2022、2022-01/2022-06 或 2022-01/.."],
  errBasis: ["yoy, mom, or a date such as 2020", "请输入 yoy、mom 或日期，如 2020"],
  errOrder: ["The low end is above the high one.", "下限大于上限。"],
  errBetween: ["The value lies outside its bounds.", "数值不在上下限之间。"],
  errExact: ["An exact number is its own low and high.", "准确数的上下限等于其数值。"],
  errRange: ["A range has two ends and no value of its own.", "区间须有上下限，且不另设数值。"],
  errNothing: ["A fact has a value or a bound.", "事实须有数值或上下限。"],
  errRegion: ["No division has this name or code.", "没有此名称或代码的行政区划。"],
  errCode: ["The code is that of another place.", "代码与地区名称不符。"],
  errSpan: ["The text has no such place.", "原文中没有此位置。"],
  required: ["Needed", "必填"],
  mend: ["Mend what is marked.", "请改正标出的内容"],
  keysTable: ["Move in the table", "在表格中移动"], keysEnter: ["From row to mark, and back", "从行到标记，再返回"],
  keysSearch: ["Search", "搜索"], keysReview: ["Accept, reject, correct", "采纳、拒绝、更正"],
  keysAdd: ["Add the selected text as a fact", "把所选文字新增为事实"], keysUndo: ["Undo", "撤销"],
  keysMarks: ["Next or previous mark, in the text", "在原文中移到下一处或上一处标记"], keysViews: ["Text and table, charts, checks", "原文与表格、图表、核对"],
  keysEscape: ["Close, or clear the search", "关闭，或清除搜索"], keysHelp: ["These keys", "本说明"], keysLook: ["Theme, language", "明暗、语言"],
  indicator: ["Indicator", "统一指标"],
  checks: ["Checks", "核对"], checksTitle: ["What adds up, and what does not", "数字核对"],
  checksHint: ["Sums, shares, changes and repeated values, held against each other.", "对合计、占比、升降与重复数值的相互核对。"],
  doNotAddUp: ["do not add up", "不符"], addUp: ["add up", "相符"], holds: ["adds up", "相符"], doubts: ["doubts", "疑点"],
  noFindings: ["Nothing here could be checked against anything else.", "没有可相互核对的数字。"],
  stale: ["before it was corrected", "更正之前"], copies: ["Printed also in", "另见"],
  sure: ["sure", "确定"], likely: ["likely", "很可能"], possible: ["possible", "可能"], slight: ["slight", "轻微"],
  sortBy: ["Sort by", "排序："],
};

let language = 0;

/** Say something in the language of the page. */
function say(name) {
  const words = WORDS[name];
  return words ? words[language] : name;
}

/** "24 documents", "24 篇文档". */
function counted(number, name) {
  const plural = number === 1 && WORDS[name.replace(/s$/, "")] ? name.replace(/s$/, "") : name;
  return `${number.toLocaleString("en")} ${say(plural)}`;
}

/** Write the words into all that is marked for them: text, and the attributes that are read aloud. */
function sayAll(root) {
  for (const element of root.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.matches("button, summary")) element.title = say(element.dataset.label);
  }
  for (const element of root.querySelectorAll("[data-hint]")) element.placeholder = say(element.dataset.hint);
}
