"""The words of one city: what its segmenter must know, and what its questions may leave out."""

from collections.abc import Iterable
from dataclasses import dataclass

from civic_search.text.normalise import normalise
from civic_search.text.segment import split_into_words
from civic_search.text.tokens import find_runs

_STOP_WORDS = (
    "的 了 是 在 和 与 及 或 等 对 为 从 到 把 被 让 向 由 以 于 之 其 这 那 此 该 各 每 也 都 就 还 又 再 很 吗 呢 吧 啊 呀 我 你 您 他 她 它 "
    "我们 你们 他们 咱们 自己 请 请问 想 想要 想问 要 需要 能 能否 能不能 可以 可否 会 应 应该 如何 怎么 怎样 怎么样 怎么办 什么 什么样 哪 哪些 哪里 "
    "哪儿 哪个 多少 几 几个 为什么 为何 是否 是不是 有 有没有 没有 谁 何时 什么时候 关于 有关 以及 进行 一下 一些 一个 这个 那个 这些 那些 "
    "不 并 而 但 但是 如果 因为 所以 然后 查 找 看 查询 查找 搜索 知道 了解 告诉 谢谢 你好 您好 呗 嘛 哦 啦 the of a an and or to in for"
)

#: Words that questions consist of and documents are not told apart by. An office may give a list of its own instead.
STOP_WORDS = frozenset(_STOP_WORDS.split())


_HINTS = (
    "申请 申报 申领 办理 办 办事 条件 材料 资料 手续 流程 程序 步骤 要求 费用 多少钱 钱 时间 时限 期限 多久 多长时间 几天 何时 时候 地点 地址 电话 窗口 "
    "网上 在线 问题 情况 最新 今年 去年 现在 目前 每月 每个 一个月 每个月 月 年 日 领 领取 拿 交 缴 补办 指南 方法 方式 途径 附近 一般 具体 全部 所有 "
    "相关 到期 开始 结束 家里 家庭 本人 个人 人 享受 符合 属于 给 用 做 去 找 之后 以后 直接 大概 到底 一次 一年 每年 我市 本市 市里 县里 区里 当地 "
    "市民 群众 老百姓 太 大 小 多 少 来 过来 出来 上 下 里"
)

#: Words that people ask around a thing: where it is named they say which text is nearer, but they are not required.
HINTS = frozenset(_HINTS.split())


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words for the segmenter (they change what is indexed) and stop words (they change only how questions are read)."""

    words: frozenset[str] = frozenset()
    stop_words: frozenset[str] = STOP_WORDS


def make_dictionary(*word_lists: Iterable[str], stop_words: Iterable[str] | None = None) -> Dictionary:
    """From names of units, columns and subjects and the office's own list, in any order; each may be a name of several words.

    `stop_words` replace the built-in ones when given.
    """
    words = {word for word_list in word_lists for word in split_into_words(word_list)}
    if stop_words is None:
        return Dictionary(frozenset(words))
    return Dictionary(frozenset(words), frozenset(find_runs("\n".join(map(normalise, stop_words)))))
