"""Drafts that the demo city asks its public about: texts of our own, as long as it takes to see clauses and changes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """`field`: whose matter it is (`Domain.key`). `days_ago`: when it was announced; it opens the day after, so one of today is still to come. `opinions`: clause (empty: on the whole), words quoted (empty: all of it), text."""

    title: str
    field: str
    kind: str
    state: str
    days_ago: int
    background: str
    text: str
    revised: str = ""
    opinions: tuple[tuple[str, str, str], ...] = ()


PARKING = """第一章　总则
第一条　为了规范停车秩序，方便市民出行，制定本办法。
第二条　本市城区公共停车场的规划、建设和管理，适用本办法。
第二章　收费与服务
第三条　公共停车场应当在入口处公示收费标准和剩余车位。
第四条　经营者应当履行下列义务：
（一）保证夜间照明；
（二）在三十日内修复损坏的设施；
（三）公布投诉电话。
第三章　附则
第五条　本办法自公布之日起施行。
"""
PARKING_REVISED = (
    PARKING.replace("在三十日内修复", "在十五日内修复")
    .replace("第五条　", "第六条　")
    .replace("第三章　附则", "第五条　新建公共停车场应当按照规定比例设置充电车位和无障碍车位。\n第三章　附则")
)
PARKING_OPINIONS = (
    ("article-4-item-2", "在三十日内", "建议把修复设施的期限从三十日缩短为十五日。"),
    ("article-4-item-2", "在三十日内", "建议将修复设施的期限由三十日缩短为十五日！"),
    ("article-3", "", "剩余车位最好也能在手机上查到。"),
    ("", "", "我叫林晓，电话13900000000，支持制定本办法，请不要公开我的意见。"),
)
ELDERLY = """第一条　为了方便老年人就餐，推进社区助餐服务，制定本方案。
第二条　每个街道至少设置一处社区食堂。
第三条　年满七十周岁的本市居民就餐，享受每餐三元补贴。
第四条　社区食堂应当公示菜品价格和食品安全等级。
第五条　本方案自印发之日起实施。
"""
ELDERLY_OPINIONS = (
    ("article-3", "年满七十周岁", "建议把享受补贴的年龄降低到六十五周岁。"),
    ("article-3", "年满七十周岁", "希望把享受补贴的年龄降低到六十五周岁。"),
    ("article-2", "", "老旧小区集中的街道，一处食堂不够。"),
    ("", "", "希望提供送餐上门服务。"),
)
DOGS = """第一条　为了规范养犬行为，维护公共环境卫生，制定本办法。
第二条　携犬外出应当束犬链，并及时清理犬只粪便。
第三条　养犬人应当每年为犬只接种狂犬病疫苗。
第四条　禁止携犬进入学校、医院和室内公共场所，导盲犬除外。
第五条　本办法自公布之日起三十日后施行。
"""
DOGS_OPINIONS = (
    ("article-2", "束犬链", "请规定犬链的长度。"),
    ("article-4", "", "希望划定允许遛犬的公园和时段。"),
)
SMALL_SHOPS = """第一条　为了支持个体工商户发展，优化营商环境，制定本措施。
第二条　个体工商户办理登记，材料齐全的当场办结。
第三条　租用市属国有房屋的个体工商户，前三个月免收租金。
第四条　各部门不得要求个体工商户重复提交已有材料。
第五条　本措施自印发之日起施行。
"""
HEATING = """第一条　为了保障居民冬季用热，制定本方案。
第二条　供热期内居民室内温度不低于十八摄氏度。
第三条　室温不达标的，供热单位应当在二十四小时内上门检测。
第四条　老旧管网改造按照先急后缓的原则分年度实施。
"""
FIREWORKS = """第一条　为了减少空气污染，保障公共安全，制定本规定。
第二条　本市绕城公路以内区域禁止燃放烟花爆竹。
第三条　违反本规定的，由公安机关依法处理。
"""
BUSES = """第一条　为了优先发展公共交通，制定本规划。
第二条　新增微循环公交线路十条，连接居民区与轨道站点。
第三条　公交站点步行五百米范围覆盖率达到百分之百。
第四条　首末班车时间根据客流季节调整，并提前七日公告。
"""

DRAFTS = (
    Draft(
        "公共停车场管理办法",
        "urban",
        "major_decision",
        "open",
        25,
        "城区停车供需矛盾突出，现行规定已施行多年。",
        PARKING,
        PARKING_REVISED,
        PARKING_OPINIONS,
    ),
    Draft(
        "社区老年食堂建设方案",
        "civil",
        "livelihood",
        "reported",
        90,
        "本市老年人口比例逐年上升，就餐不便反映集中。",
        ELDERLY,
        "",
        ELDERLY_OPINIONS,
    ),
    Draft(
        "城市养犬管理办法",
        "police",
        "regulation",
        "closed",
        55,
        "犬只扰民投诉占市容类投诉的三成以上。",
        DOGS,
        "",
        DOGS_OPINIONS,
    ),
    Draft(
        "支持个体工商户发展若干措施",
        "market",
        "market_document",
        "open",
        3,
        "个体工商户是稳就业的重要力量。",
        SMALL_SHOPS,
    ),
    Draft("冬季供热保障方案", "housing", "general", "open", 0, "总结上一供热期的经验，完善保障措施。", HEATING),
    Draft(
        "禁止燃放烟花爆竹规定",
        "environment",
        "normative_document",
        "cancelled",
        40,
        "大气污染防治形势要求进一步规范燃放行为。",
        FIREWORKS,
    ),
    Draft("公共交通发展规划", "transport", "general", "draft", 0, "现行规划年底到期，须编制新一轮规划。", BUSES),
)
