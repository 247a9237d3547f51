"""The surnames that nearly everybody in China bears, and words that begin like a name and are none."""

from functools import cache
from importlib.resources import files

SINGLE = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦"
    "季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍"
    "位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党"
    "燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌"
    "银扬明沙薄伏岑习胥保和蔺"
)
COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
    "长孙",
    "宇文",
    "呼延",
    "南宫",
    "独孤",
)


#: Longer names have no surname that could be told.
LONGEST_NAME = 4


def surname_of(name: str) -> str:
    """The surname of a Chinese name, however it is spaced; "" where none can be told."""
    letters = "".join(name.split())
    if "·" in letters or len(letters) > LONGEST_NAME:
        return ""
    return letters[: 2 if letters[:2] in COMPOUND else 1]


@cache
def not_names() -> frozenset[str]:
    """First two letters of words that begin like a name and are none (`于是`, `谢谢`), from `not_names.txt`."""
    return frozenset(files("civic_interaction.privacy.masking").joinpath("not_names.txt").read_text("utf-8").split())
