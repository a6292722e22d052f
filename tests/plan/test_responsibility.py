"""Reading who leads and who supports from printed cells."""

import pytest

from generator.plan.responsibility import PrintedRoles, is_open_list, read_responsibility

ONE_COLUMN = {
    "规划与政策处牵头，各处室（局）及直属单位配合": PrintedRoles(
        lead=("规划与政策处",), supporting=("各处室（局）及直属单位",)
    ),
    "高新处、农村处、对外合作处、星火办牵头，各处室（局）及直属单位配合": PrintedRoles(
        lead=("高新处", "农村处", "对外合作处", "星火办"), supporting=("各处室（局）及直属单位",)
    ),
    "党政办，各科室配合": PrintedRoles(responsible=("党政办",), supporting=("各科室",)),
    "甲局，乙局（丙局，丁局）、各县区协助": PrintedRoles(
        (), ("乙局（丙局，丁局）", "各县区"), ("甲局",)
    ),
    "甲局、乙局配合": PrintedRoles(supporting=("甲局", "乙局")),
    "甲局牵头，乙局，丙局配合": PrintedRoles(("甲局",), ("乙局", "丙局")),
    "办公室牵头，信息所配合": PrintedRoles(lead=("办公室",), supporting=("信息所",)),
    "办公室负责": PrintedRoles(responsible=("办公室",)),
    "办公室": PrintedRoles(responsible=("办公室",)),
    "财务科、法规科": PrintedRoles(responsible=("财务科", "法规科")),
    "省财政厅、省国资委，杭州市政府": PrintedRoles(
        responsible=("省财政厅", "省国资委", "杭州市政府")
    ),
    "甲处、乙处按职责分工负责": PrintedRoles(responsible=("甲处", "乙处")),
    "甲处牵头，乙处、丙处等有关部门按职责分工负责": PrintedRoles(
        lead=("甲处",), responsible=("乙处", "丙处")
    ),
    "各科室": PrintedRoles(responsible=("各科室",)),
    "省市场监管局（省知识产权局）牵头，市府办〔市大数据局〕配合": PrintedRoles(
        lead=("省市场监管局（省知识产权局）",), supporting=("市府办〔市大数据局〕",)
    ),
    "局（甲、乙）牵头": PrintedRoles(lead=("局（甲、乙）",)),
    "牵头单位：甲处；责任单位：乙处、丙处": PrintedRoles(
        lead=("甲处",), responsible=("乙处", "丙处")
    ),
    "办公室牵头；\n信息所配合。": PrintedRoles(lead=("办公室",), supporting=("信息所",)),
    "无": PrintedRoles(),
    "按职责分工负责": PrintedRoles(),
    "由甲处牵头，乙处配合": PrintedRoles(lead=("甲处",), supporting=("乙处",)),
    "甲处会同乙处、丙处等相关部门": PrintedRoles(
        responsible=("甲处", "乙处", "丙处"), is_lead_open=True
    ),
    "甲处会同乙处牵头": PrintedRoles(lead=("甲处", "乙处")),
    "甲处牵头，会同乙处、丙处": PrintedRoles(lead=("甲处",), supporting=("乙处", "丙处")),
    "甲处牵头会同乙处": PrintedRoles(lead=("甲处",), supporting=("乙处",)),
    "甲科（牵头）、乙科、丙科": PrintedRoles(lead=("甲科",), responsible=("乙科", "丙科")),
    "甲科（牵头单位），乙科、丙科（配合）": PrintedRoles(("甲科",), ("乙科", "丙科")),
    "甲科牵头；乙科、丙科（配合）": PrintedRoles(("甲科",), ("乙科", "丙科")),
    "甲科牵头，乙科、丙科": PrintedRoles(lead=("甲科",), responsible=("乙科", "丙科")),
    "牵头单位：甲科 配合单位：乙科、丙科": PrintedRoles(("甲科",), ("乙科", "丙科")),
    "牵头单位：甲科；责任单位：乙科；完成时限：6月底前": PrintedRoles(("甲科",), (), ("乙科",)),
    "牵头单位：甲科；责任领导：甲某": PrintedRoles(lead=("甲科",)),
    "甲科、乙科等": PrintedRoles(responsible=("甲科", "乙科")),
    "甲科牵头负责，乙科、各有关科室协同配合": PrintedRoles(("甲科",), ("乙科", "各有关科室")),
    "甲科牵头，乙科配合；丙科负责新媒体转载": PrintedRoles(("甲科",), ("乙科",), ("丙科",)),
    "甲科负责信息报送、乙科负责审核把关": PrintedRoles(responsible=("甲科", "乙科")),
    "各分局落实属地责任": PrintedRoles(responsible=("各分局",)),
    "甲科负责组织实施": PrintedRoles(responsible=("甲科",)),
    "市发展和改\n革委、市文化广电和旅游\n局": PrintedRoles(
        responsible=("市发展和改革委", "市文化广电和旅游局")
    ),
    "市政府办\n公室\n市财政局": PrintedRoles(responsible=("市政府办公室", "市财政局")),
    "甲科\n乙科\n各县（市、\n区）人民政府": PrintedRoles(
        responsible=("甲科", "乙科", "各县（市、区）人民政府")
    ),
    "市委社会\n工作部　办 公 室": PrintedRoles(responsible=("市委社会工作部", "办公室")),
    "甲办\n（乙办）\n丙局": PrintedRoles(responsible=("甲办（乙办）", "丙局")),
    "市政府各有关部门，各县市区人民政府、功能区管委会负责落实": PrintedRoles(
        responsible=("市政府各有关部门", "各县市区人民政府", "功能区管委会")
    ),
    "甲处、乙处按职责分工负责，各地级以上市人民政府结合实际落实": PrintedRoles(
        responsible=("甲处", "乙处", "各地级以上市人民政府")
    ),
    "各市、县（区）人民政府，市直各部门": PrintedRoles(
        responsible=("各市、县（区）人民政府", "市直各部门")
    ),
    "办公室牵头，各乡镇、街道、县直各部门配合": PrintedRoles(
        ("办公室",), ("各乡镇、街道", "县直各部门")
    ),
    "各县、市、区": PrintedRoles(responsible=("各县、市、区",)),
    "各区、市公安局": PrintedRoles(responsible=("各区", "市公安局")),
    "各市、市直各部门": PrintedRoles(responsible=("各市", "市直各部门")),
    "甲局为牵头单位，乙局、丙局为配合单位": PrintedRoles(("甲局",), ("乙局", "丙局")),
    "甲局牵头组织，各文化站参与": PrintedRoles(("甲局",), ("各文化站",)),
    "甲局牵头组织实施，乙局配合": PrintedRoles(("甲局",), ("乙局",)),
    "甲局牵头抓总，区直各部门具体落实": PrintedRoles(("甲局",), (), ("区直各部门",)),
    "甲局、乙局（联合牵头）、丙局": PrintedRoles(("甲局", "乙局"), (), ("丙局",)),
    "1.甲局牵头\n2.乙局配合": PrintedRoles(("甲局",), ("乙局",)),
    "1.甲局；2.乙局": PrintedRoles(responsible=("甲局", "乙局")),
    "①甲局②乙局": PrintedRoles(responsible=("甲局", "乙局")),
    "甲局为责任单位": PrintedRoles(responsible=("甲局",)),
    "甲局、乙局（列第一位的为牵头单位）": PrintedRoles(("甲局",), (), ("乙局",)),
    "甲局、乙局等行业主管部门": PrintedRoles(responsible=("甲局", "乙局")),
    "甲局、乙局等公共服务企业": PrintedRoles(responsible=("甲局", "乙局")),
    "甲处、乙处等按职责分工落实": PrintedRoles(responsible=("甲处", "乙处")),
    "甲局，各州〔盟、市〕政府；各镇": PrintedRoles(
        responsible=("甲局", "各州〔盟、市〕政府", "各镇")
    ),
    "甲局牵头，市政府有关部门分别落实": PrintedRoles(("甲局",), (), ("市政府有关部门",)),
    "甲局牵头，乙局落实；各镇参照落实": PrintedRoles(("甲局",), (), ("乙局", "各镇")),
    "甲局牵头，乙局、各镇按职能分工落实": PrintedRoles(("甲局",), (), ("乙局", "各镇")),
    "甲局、各职能部门按分工负责": PrintedRoles(responsible=("甲局", "各职能部门")),
    "甲局牵头，乙局、各镇按照管理权限落实": PrintedRoles(("甲局",), (), ("乙局", "各镇")),
    "甲局、乙局各自负责": PrintedRoles(responsible=("甲局", "乙局")),
    "甲局、按揭服务中心负责": PrintedRoles(responsible=("甲局", "按揭服务中心")),
    "甲办主办、各工作组协办": PrintedRoles(("甲办",), ("各工作组",)),
    "甲局主办，乙局承办": PrintedRoles(("甲局",), (), ("乙局",)),
    "局主办科室": PrintedRoles(responsible=("局主办科室",)),
    "甲局、乙局共同组织实施": PrintedRoles(responsible=("甲局", "乙局")),
    "甲局牵头各部门配合": PrintedRoles(("甲局",), ("各部门",)),
    "甲局牵头各乡镇负责，乙局配合": PrintedRoles(("甲局",), ("乙局",), ("各乡镇",)),
    "甲局、各管委会，以下统称各区，各部门": PrintedRoles(
        responsible=("甲局", "各管委会", "各部门")
    ),
    "甲处会办公室、乙处": PrintedRoles(responsible=("甲处", "办公室", "乙处"), is_lead_open=True),
    "财务科会计室、甲科会务组": PrintedRoles(responsible=("财务科会计室", "甲科会务组")),
    "省示例厅高等学校主管部门": PrintedRoles(responsible=("省示例厅高等学校主管部门",)),
    "甲局、乙局按职责分工分别牵头落实": PrintedRoles(("甲局", "乙局")),
    "甲局、乙局按职责分工牵头，各镇配合": PrintedRoles(("甲局", "乙局"), ("各镇",)),
    "甲局负责牵头，乙局配合落实": PrintedRoles(("甲局",), ("乙局",)),
    "甲局牵头，有关科室按职责分工配合": PrintedRoles(("甲局",), ("有关科室",)),
    "甲局、乙局依职责分工负责": PrintedRoles(responsible=("甲局", "乙局")),
    "甲局，各党组织负责落实": PrintedRoles(responsible=("甲局", "各党组织")),
    "甲局牵头，乙局负责。各镇均为责任单位": PrintedRoles(("甲局",), (), ("乙局", "各镇")),
    "甲部、乙总局等省级相关部门及各地区按职责分工负责": PrintedRoles(
        responsible=("甲部", "乙总局", "各地区")
    ),
    "甲局等和各有关镇政府负责": PrintedRoles(responsible=("甲局", "各有关镇政府")),
    "甲部、市残联及相关地区负责": PrintedRoles(responsible=("甲部", "市残联", "相关地区")),
    "省文化和旅游厅、粮食和储备局": PrintedRoles(responsible=("省文化和旅游厅", "粮食和储备局")),
    "甲中心等有关处室（单位）；各市、县（市、区）教育局；各高校": PrintedRoles(
        responsible=("甲中心", "各市、县（市、区）教育局", "各高校")
    ),
    "示例市第一人民医院、第一税务分局": PrintedRoles(
        responsible=("示例市第一人民医院", "第一税务分局")
    ),
    "县人大办、县政协办、县法院": PrintedRoles(responsible=("县人大办", "县政协办", "县法院")),
    "甲科（主责），乙科（配合）": PrintedRoles((), ("乙科",), ("甲科",)),
    "甲局、乙局（列第一位者为工作牵头单位，下同）": PrintedRoles(("甲局",), (), ("乙局",)),
    "甲局，各区县政府﹝含乙管委会﹞，以下责任单位均包含各区县政府": PrintedRoles(
        responsible=("甲局", "各区县政府﹝含乙管委会﹞")
    ),
    "甲局，各县<市、区>人民政府": PrintedRoles(responsible=("甲局", "各县<市、区>人民政府")),
    "甲部负责，乙部协同": PrintedRoles((), ("乙部",), ("甲部",)),
    "甲部（责任部门）、乙局（协作单位）": PrintedRoles((), ("乙局",), ("甲部",)),
    "甲局负责，乙中心技术支撑": PrintedRoles((), ("乙中心",), ("甲局",)),
    "甲局牵头，乙局业务指导": PrintedRoles(("甲局",), beside=("乙局",)),
    "由甲股牵头、乙室监督": PrintedRoles(("甲股",), beside=("乙室",)),
    "甲局负责，乙办督促落实": PrintedRoles(responsible=("甲局",), beside=("乙办",)),
    "村会计室、乙委员会（监督）": PrintedRoles(responsible=("村会计室",), beside=("乙委员会",)),
    "甲处、乙处（按职责分工负责）": PrintedRoles(responsible=("甲处", "乙处")),
    "甲室牵头，各科室提供素材": PrintedRoles(("甲室",), beside=("各科室",)),
    "甲局牵头，各镇（街道）及乙公司配合": PrintedRoles(("甲局",), ("各镇（街道）", "乙公司")),
    "各处室及直属单位、各科室及局属单位": PrintedRoles(
        responsible=("各处室及直属单位", "各科室及局属单位")
    ),
    "甲部/乙中心": PrintedRoles(responsible=("甲部", "乙中心")),
    "市有关单位（见附件1，下同）、各镇（下同）": PrintedRoles(responsible=("市有关单位", "各镇")),
    "甲科（乙中心、丙科配合）": PrintedRoles((), ("乙中心", "丙科"), ("甲科",)),
    "甲局牵头（各镇参与），乙局配合": PrintedRoles(("甲局",), ("乙局", "各镇")),
    "甲局、乙局，列第一位的为牵头单位，下同": PrintedRoles(("甲局",), (), ("乙局",)),
    "甲局、乙局等负责。列第一位者为牵头单位，下同": PrintedRoles(("甲局",), (), ("乙局",)),
    "甲局、乙局负责，排在第一位的部门为牵头部门": PrintedRoles(("甲局",), (), ("乙局",)),
    "甲局、乙局负责，以下均需各镇落实，不再列出": PrintedRoles(responsible=("甲局", "乙局")),
    "甲局、乙局。具体任务均涉及各镇，不再做分工，下同。": PrintedRoles(
        responsible=("甲局", "乙局")
    ),
    "牵头单位：甲局；责任单位：乙局，以下均需各镇落实，不再逐一列出": PrintedRoles(
        ("甲局",), (), ("乙局",)
    ),
    "牵头单位 甲办 配合单位 各科室": PrintedRoles(("甲办",), ("各科室",)),
    "责任单位 ：甲科": PrintedRoles(responsible=("甲科",)),
    "甲司、办公厅各负其责，各直属局分别落实": PrintedRoles(
        responsible=("甲司", "办公厅", "各直属局")
    ),
    "甲局牵头，各部门按职责分工负责，乙处负责合法性审查工作": PrintedRoles(
        ("甲局",), (), ("各部门", "乙处")
    ),
    "甲局负责牵头协调工作": None,
    "甲局牵头，乙局主要负责审核工作，丙局及时办理": PrintedRoles(("甲局",), (), ("乙局", "丙局")),
    "甲司等相关司局": PrintedRoles(responsible=("甲司",)),
    "甲局、相关委、办、局，各街道": PrintedRoles(responsible=("甲局", "相关委、办、局", "各街道")),
    "区政府各委、办、局": PrintedRoles(responsible=("区政府各委、办、局",)),
    "规章由甲司、文件由制发司（局）牵头": None,
    "自由贸易区管委会": PrintedRoles(responsible=("自由贸易区管委会",)),
    "各县区（开发区）\n安委会、甲县\n人民政府": PrintedRoles(
        responsible=("各县区（开发区）安委会", "甲县人民政府")
    ),
    "县委\n宣传部\n县发改委\n办公室": PrintedRoles(
        responsible=("县委宣传部", "县发改委", "办公室")
    ),
    "各县（市、区）\n管委会\n甲开发区\n管委会": PrintedRoles(
        responsible=("各县（市、区）", "管委会", "甲开发区管委会")
    ),
    "各镇\n政府办\n管委会办公室": PrintedRoles(responsible=("各镇", "政府办", "管委会办公室")),
    "各市〔州〕、县〔市、区〕政府，各市州、县市区人民政府": PrintedRoles(
        responsible=("各市〔州〕、县〔市、区〕政府", "各市州、县市区人民政府")
    ),
    "各处、室，各股、室、站、所": PrintedRoles(responsible=("各处、室", "各股、室、站、所")),
    "各科室、单位": PrintedRoles(responsible=("各科室、单位",)),
    "甲局，以及各有关单位、各镇（街）办理": PrintedRoles(
        responsible=("甲局", "各有关单位", "各镇（街）")
    ),
    "护理部\n门诊部": PrintedRoles(responsible=("护理部", "门诊部")),
    "甲局，适用范围：乙片区": PrintedRoles(responsible=("甲局",)),
}
SEVERAL_COLUMNS = [
    ({"牵头单位": "办公室", "责任单位": "各科室"}, PrintedRoles(("办公室",), (), ("各科室",))),
    (
        {"牵头单位": "甲局、乙局按职责分工负责", "配合单位": "丙局"},
        PrintedRoles(("甲局", "乙局"), ("丙局",)),
    ),
    (
        {"主办处室": "甲处", "会办处室": "乙处、丙处"},
        PrintedRoles(("甲处",), ("乙处", "丙处")),
    ),
    ({"牵头处室": "无", "责任科室": "丁科"}, PrintedRoles(responsible=("丁科",))),
    ({"牵头单位": "甲局", "配合/责任单位": "各科室"}, PrintedRoles(("甲局",), ("各科室",))),
    ({"牵头单位": "", "配合/责任单位": "各科室"}, PrintedRoles(responsible=("各科室",))),
    ({"责任单位": "甲局", "配合责任单位": "乙局"}, PrintedRoles((), ("乙局",), ("甲局",))),
    ({"配合单位": "甲科，乙科配合"}, PrintedRoles(supporting=("甲科", "乙科"))),
    (
        {"责任单位（排在首位的为牵头单位，其余为配合单位）": "甲局\n乙局、各乡镇"},
        PrintedRoles(("甲局",), ("乙局", "各乡镇")),
    ),
    (
        {"责任单位（牵头单位列第一位）": "甲局、乙局"},
        PrintedRoles(("甲局",), (), ("乙局",)),
    ),
    (
        {"责任单位（列首位的为牵头单位）": "甲局牵头，乙局配合"},
        PrintedRoles(("甲局",), ("乙局",)),
    ),
    ({"责任单位（列首位的为牵头单位）": "无"}, PrintedRoles()),
    (
        {"责任单位（加粗的为牵头单位）": "甲局、乙局"},
        PrintedRoles(responsible=("甲局", "乙局"), is_lead_open=True),
    ),
    ({"责任单位（标*的为牵头单位）": "甲局*、乙局"}, PrintedRoles(("甲局",), (), ("乙局",))),
]
NOT_UNDERSTOOD = [
    *(
        "甲科、乙科（牵头）、丙科",
        "同上",
        '""',
        "“”",
        "〃",
        "甲科（乙科、丙科",
        "★甲科、乙科",
        "甲科、乙科，6月底前完成",
        "甲科、乙科（加粗的为牵头单位）",
    ),
    "甲局统筹，乙局落实",
    "甲局，有关单位。本要点各项工作均需各市参加",
    "甲局负责乙局配合",
    "甲局、乙局按职责做",
    "甲局、乙局按职能做",
    "甲局牵头，各镇参照",
    "甲局、乙局按要求做",
    "甲局负责，统筹谋划监督",
    "甲局、乙局，另有说明：见附件",
    "甲局等其下各站",
    "甲局、县、区政府",
    "办公室牵头，具体办法另行制定",
    "督办：甲处；完成时限：年底",
]


@pytest.mark.parametrize(("cell", "roles"), ONE_COLUMN.items())
def test_one_column(cell: str, roles: PrintedRoles) -> None:
    """A cell gives the roles that its wording says, and no others."""
    assert roles == read_responsibility({"": cell})


@pytest.mark.parametrize(("cells", "roles"), SEVERAL_COLUMNS)
def test_several_columns(cells: dict[str, str], roles: PrintedRoles) -> None:
    """Where there are several columns, a bare list has the role that the heading says."""
    assert roles == read_responsibility(cells)


@pytest.mark.parametrize(
    ("cell", "is_open"),
    [
        *(
            ("甲科、乙科等", True),
            ("甲科牵头，乙科等有关部门配合", True),
            ("甲科、乙科等单位。", True),
            ("甲科、乙科等单位按职责分工落实", True),
            ("甲科等（牵头）、乙科", True),
            ("牵头单位：甲科等；配合单位：乙科", True),
            ("甲部、乙总局等相关部门及各地区负责", True),
            ("各镇（下同）", False),
        ),
        *(("甲科、乙科", False), ("高等教育处", False), ("甲科等级评定办公室", False)),
    ],
)
def test_open_list(cell: str, is_open: bool) -> None:  # noqa: FBT001 - a case table
    """等 behind the names says that there are more."""
    assert is_open == is_open_list(cell)


@pytest.mark.parametrize("cell", NOT_UNDERSTOOD)
def test_not_understood(cell: str) -> None:
    """Wording that is not understood gives nothing rather than a guess."""
    assert read_responsibility({"": cell}) is None


@pytest.mark.parametrize(
    ("heading", "cell", "units"),
    [
        ("责任部门及责任人", "甲部 赵某某", ("甲部",)),
        ("责任部门及责任人", "甲部\n赵某某\n乙部\n钱 某", ("甲部", "乙部")),
        ("责任科室（责任人）", "甲科（赵某某）、乙科（钱某、孙某某）", ("甲科", "乙科")),
        ("责任单位和负责人", "甲局（乙办）", ("甲局（乙办）",)),
        ("责任单位/责任人", "各科室", ("各科室",)),
        ("责任单位", "甲科（赵某某）", ("甲科（赵某某）",)),
    ],
)
def test_persons_beside_units(heading: str, cell: str, units: tuple[str, ...]) -> None:
    """Below a heading that names persons too, the units are read and the persons left out."""
    assert PrintedRoles(responsible=units) == read_responsibility({heading: cell})


@pytest.mark.parametrize(
    "cell", ["赵某某", "甲部赵某某", "甲部 赵某某、宣传口", "赵某某（甲部）", "甲科（12345678）"]
)
def test_persons_that_cannot_be_told_from_units(cell: str) -> None:
    """Where it is not certain who is a person, nobody is registered."""
    assert read_responsibility({"责任部门及责任人": cell}) is None
