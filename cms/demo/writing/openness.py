"""信息公开指南, 信息公开目录, 信息公开制度: how a unit makes its information public."""

from cms.demo.drafts import Attached, Block, ItemDraft, Table, Text
from cms.demo.pen import chinese_number
from cms.demo.writing.order import Order, attach, make_draft
from cms.demo.writing.profile import contacts, last_check


def write_guide(order: Order, index: int) -> ItemDraft:
    pen = order.pen("guide", index)
    unit = order.unit
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "为了便于公民、法人和其他组织获取{unit}的政府信息，编制本指南。需要本机关信息公开服务的，请先阅读。"
                ),
            )
        ),
        Text(
            (
                "本机关公开的信息包括机构职能、政策文件、规划计划、统计信息、财政资金、行政权力、公共服务、重大项目和应急管理等类别，按照部门目录树分类编排，每条信息编有索引号，索引号由机构代码、年份和流水号组成。",
                pen.write(
                    "可以通过门户网站“政府信息公开”专栏、市档案馆和公共图书馆的查阅点、政务服务大厅公开专区查询，{body}也提供现场查阅。"
                ),
            ),
            heading="一、信息分类和编排",
        ),
        Text(
            ("属于主动公开的信息，自形成或者变更之日起20个工作日内公开；法律法规另有规定的，从其规定。",),
            heading="二、公开时限",
        ),
        Text(
            (
                "除主动公开的信息外，可以书面（包括信函、数据电文）提出申请；书面确有困难的可以口头提出，由受理机构代为填写。申请应当写明姓名或者名称、身份证明、联系方式，所需信息的名称、文号或者便于查找的特征，以及获取信息的形式要求。",
                "能够当场答复的当场答复；不能当场答复的，自收到申请之日起20个工作日内答复；确需延长的，延长期限最长不超过20个工作日，并告知申请人。",
            ),
            heading="三、依申请公开",
        ),
        Text(contacts(order), heading="四、信息公开工作机构"),
        Text(
            (
                "认为本机关没有依法履行信息公开义务的，可以向上级机关或者政务公开主管部门投诉举报，也可以依法申请行政复议或者提起行政诉讼。",
            ),
            heading="五、监督和救济",
        ),
    ]
    form = (
        Text(
            (
                "姓名（名称）：＿＿＿＿＿＿　证件号码：＿＿＿＿＿＿＿＿　联系电话：＿＿＿＿＿＿",
                "所需信息的名称、文号或者特征描述：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
                "获取方式：□邮寄　□电子邮件　□当面领取　□其他",
            ),
            heading="申请人填写",
        ),
    )
    day = last_check(order, pen)
    shown = (
        [*body, Attached(attach("docx", f"{unit.short_name}政府信息公开申请表", day, *form))]
        if pen.chance(50)
        else body
    )
    return make_draft(
        order,
        index,
        title=f"{unit.official_name}政府信息公开指南",
        body=shown,
        pen=pen,
        published_on=day,
        keywords=("信息公开指南", "依申请公开"),
    )


CATALOGUE = (
    ("机构职能", "主要职责、领导分工、机构设置", "变更之日起20个工作日内"),
    ("政策文件", "规范性文件及有效性、政策解读", "印发之日起20个工作日内；解读与文件同步"),
    ("规划计划", "中长期规划、年度计划和总结", "批准之日起20个工作日内"),
    ("统计信息", "部门业务统计数据", "每季度"),
    ("财政资金", "部门预算、决算和“三公”经费", "财政部门批复后20日内"),
    ("行政权力清单", "事项名称、依据和承办机构", "调整之日起20个工作日内"),
    ("公共资源配置", "政府采购、工程招标公告和结果", "随时"),
    ("重大建设项目", "项目批准和实施进展", "每季度"),
    ("应急管理", "应急预案、预警和应对", "随时"),
    ("公共服务", "办事指南、便民服务", "变更之日起20个工作日内"),
)


def write_catalogue(order: Order, index: int) -> ItemDraft:
    pen = order.pen("catalogue", index)
    unit = order.unit
    rows = tuple((str(n), *line, pen.pick(unit.domain.sections)) for n, line in enumerate(CATALOGUE, 1))
    table = Table((("序号", "类别", "公开内容", "公开时限", "责任科室"), *rows), "主动公开基本目录")
    day = last_check(order, pen)
    body: list[Block] = [
        Text((pen.write("{unit}按照应公开尽公开的要求编制主动公开基本目录，内容随职能调整及时更新。"),)),
        table,
    ]
    return make_draft(
        order,
        index,
        title=f"{unit.official_name}政府信息主动公开目录",
        body=body,
        pen=pen,
        published_on=day,
        keywords=("信息公开目录",),
        attachments=(attach("xlsx", f"{unit.short_name}主动公开目录", day, table),) if pen.chance(45) else (),
    )


SYSTEMS = (
    (
        "政府信息发布审核制度",
        (
            "拟公开的信息由经办科室提出，科室负责人核对事实和数据。",
            "保密审查人员逐件审查，留存审查记录，未经审查的不得发布。",
            "分管负责人签发后，由信息员在对应栏目发布，并在发布当日核对显示效果。",
            "发现差错的，应当在{n:1-3}个工作日内更正，更正情况留痕备查。",
        ),
    ),
    (
        "依申请公开办理制度",
        (
            "收到申请当日登记编号，记录申请方式和收到日期。",
            "内容不明确的，在7个工作日内一次性告知补正。",
            "涉及第三方权益的，书面征求意见，所需时间不计入答复期限。",
            "答复书由{section}审核、负责人签发，案卷按年归档。",
        ),
    ),
    (
        "政府信息公开保密审查制度",
        (
            "坚持先审查、后公开，一事一审、全面审查。",
            "不能确定是否可以公开的，报保密行政管理部门确定。",
            "附件、图片和表格与正文同等审查，重点核对身份证件号码、手机号码和住址。",
            "每{n:3-6}个月组织一次审查质量抽查。",
        ),
    ),
    (
        "政府信息公开责任追究制度",
        (
            "对应当公开而不公开、公开不及时、公开内容失实的，责令限期整改。",
            "整改不到位、造成不良影响的，对责任人谈话提醒或者通报。",
            "违反保密规定的，依规依纪处理。",
            "追究情况计入年度考核。",
        ),
    ),
    (
        "政府信息主动公开工作制度",
        (
            "各科室对本科室产生的信息提出公开属性意见。",
            "重要政策同步起草解读材料，同步审签，同步发布。",
            "信息员每{n:5-10}日检查一次栏目更新情况，空缺栏目及时补充。",
            "对群众咨询较多的问题整理成问答公开。",
        ),
    ),
)


def write_system(order: Order, index: int) -> ItemDraft | None:
    pen = order.pen("system", index)
    name, clauses = order.pen("systems").shuffle(SYSTEMS)[index % len(SYSTEMS)]
    unit = order.unit
    first = pen.write("为了规范{unit}的信息公开工作，保障公众依法获取政府信息，结合工作实际，制定本制度。")
    lines = [
        first,
        *[pen.write(clause) for clause in clauses],
        pen.write("{section}负责本制度的日常落实，遇有问题及时提出修订意见。"),
        "本制度自印发之日起执行。",
    ]
    body: list[Block] = [Text(tuple(f"第{chinese_number(n)}条　{line}" for n, line in enumerate(lines, 1)))]
    return make_draft(
        order,
        index,
        title=f"{unit.official_name}{name}",
        body=body,
        pen=pen,
        published_on=last_check(order, pen),
        keywords=("信息公开制度", name),
        subject=("综合政务", "政务公开"),
    )
