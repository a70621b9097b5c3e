"""The enquiry log of `investor-servicing`: enquiries, obstacles, and the indicators worked out of both."""

from courses.templates.books import Book, Column, Fixed, Kind, Rule, Sheet
from courses.templates.model import both

NAMES = both("dnevnik-zapitvaniya", "enquiry-log")

ENQUIRIES = both("Запитвания", "Enquiries")
OBSTACLES = both("Пречки", "Obstacles")
INDICATORS = both("Показатели", "Indicators")
GUIDE = both("Указания", "Guide")

_YES, _NO = both("да", "yes"), both("не", "no")
_RUNNING, _LATE = both("тече", "running"), both("просрочен", "overdue")
_OPEN, _STALE, _SOLVED = both("отворена", "open"), both("над 60 дни", "over 60 days"), both("решена", "solved")

_ENQUIRIES = Sheet(
    ENQUIRIES,
    rows=60,
    columns=(
        Column(both("№", "No"), 6, formula='=IF(B{row}="","",ROW()-1)'),
        Column(both("Получено: дата и час", "Received: date and hour"), 16, Kind.MOMENT),
        Column(both("Фирма и лице за контакт", "Firm and contact person"), 24),
        Column(both("Какво търси", "What it looks for"), 28),
        Column(both("Отговорник", "Officer"), 16),
        Column(
            both("Частен интерес при някого от нас?", "Private interest of any of us?"),
            14,
            choices=(both("не", "no"), both("да: отведен", "yes: recused")),
        ),
        Column(both("Поверително", "Confidential"), 13, choices=(_YES, _NO)),
        Column(
            both("Отговор до", "Reply due"),
            16,
            Kind.MOMENT,
            formula='=IF(B{row}="","",WORKDAY(B{row},2,\'{guide}\'!$C$2:$C$31)+MOD(B{row},1))',
        ),
        Column(both("Първи отговор: дата и час", "First reply: date and hour"), 16, Kind.MOMENT),
        Column(
            both("До 48 часа?", "Within 48 hours?"),
            12,
            formula='=IF(B{row}="","",IF(I{row}="",IF(NOW()>H{row},"{late}","{running}"),IF(I{row}<=H{row},"{yes}","{no}")))',
            rules=(Rule(_LATE, bad=True), Rule(_NO, bad=True), Rule(_YES, bad=False)),
        ),
        Column(both("Следваща стъпка", "Next step"), 24),
        Column(both("До кога", "By when"), 12, Kind.DAY),
        Column(
            both("Избра ли нашето място?", "Chose our place?"),
            14,
            choices=(
                _YES,
                _NO,
                both(
                    "още решава",
                    "undecided",
                ),
            ),
        ),
    ),
)

_OBSTACLES = Sheet(
    OBSTACLES,
    rows=40,
    columns=(
        Column(both("№", "No"), 6, formula='=IF(B{row}="","",ROW()-1)'),
        Column(both("Първи сигнал", "First signal"), 13, Kind.DAY),
        Column(both("Фирма", "Firm"), 24),
        Column(both("Пречка с думите на фирмата", "Obstacle in the firm's words"), 42),
        Column(both("Орган, който може да я реши", "Body that can solve it"), 24),
        Column(both("Отговорник при нас", "Our officer"), 18),
        Column(both("Затворена на", "Closed on"), 13, Kind.DAY),
        Column(both("Дни до решение", "Days to solution"), 11, formula='=IF(OR(B{row}="",G{row}=""),"",G{row}-B{row})'),
        Column(
            both("Състояние", "State"),
            14,
            formula='=IF(B{row}="","",IF(G{row}<>"","{solved}",IF(TODAY()-B{row}>60,"{stale}","{open}")))',
            rules=(Rule(_STALE, bad=True), Rule(_SOLVED, bad=False)),
        ),
        Column(both("Какво казахме на фирмата", "What we told the firm"), 28),
    ),
)

_IN_YEAR = "'{sheet}'!$B$2:$B${last},\">=\"&DATE($D$2,1,1),'{sheet}'!$B$2:$B${last},\"<\"&DATE($D$2+1,1,1)"
_ENQUIRED = _IN_YEAR.replace("{sheet}", "{enquiries}").replace("{last}", "61")
_RECORDED = _IN_YEAR.replace("{sheet}", "{obstacles}").replace("{last}", "41")
_SHARE = '=IF(N(C{row})=0,"",B{row}/C{row})'

_INDICATORS = Fixed(
    INDICATORS,
    header=(
        (both("Показател", "Indicator"), 34),
        (both("Числител", "Numerator"), 12),
        (both("Знаменател", "Denominator"), 13),
        (both("Стойност", "Value"), 12),
        (both("Как се смята", "How it is calculated"), 52),
        (both("Откъде", "From where"), 36),
    ),
    rows=(
        (
            both("Година на отчета", "Year of the report"),
            None,
            None,
            2027,
            both(
                "Впишете годината; броят се получените през нея",
                "Enter the year; what was received in it is counted",
            ),
            None,
        ),
        (
            both("Отговори в срок", "Answers in time"),
            f"=COUNTIFS({_ENQUIRED},'{{enquiries}}'!$J$2:$J$61,\"{{yes}}\")",
            f"=COUNTIFS({_ENQUIRED})",
            _SHARE,
            both("отговорени до 48 часа ÷ всички запитвания", "answered within 48 hours ÷ all enquiries"),
            both("лист „Запитвания“", "sheet “Enquiries”"),
        ),
        (
            both("Спечелени запитвания", "Conversion rate"),
            f"=COUNTIFS({_ENQUIRED},'{{enquiries}}'!$M$2:$M$61,\"{{yes}}\")",
            "=C3",
            _SHARE,
            both("избрали нашето място ÷ всички запитвания", "those that chose our place ÷ all enquiries"),
            both("лист „Запитвания“; връзка след 12 месеца", "sheet “Enquiries”; contact after 12 months"),
        ),
        (
            both("Решени пречки", "Obstacles solved"),
            f"=COUNTIFS({_RECORDED},'{{obstacles}}'!$I$2:$I$41,\"{{solved}}\")",
            f"=COUNTIFS({_RECORDED})",
            _SHARE,
            both("затворени ÷ записани", "closed ÷ recorded"),
            both("лист „Пречки“", "sheet “Obstacles”"),
        ),
        (
            both("Дни до решение", "Days to solution"),
            f"=SUMIFS('{{obstacles}}'!$H$2:$H$41,{_RECORDED})",
            "=B5",
            '=IF(C{row}=0,"",ROUND(B{row}/C{row},1))',
            both("сбор на дните ÷ затворени пречки", "sum of days ÷ obstacles closed"),
            both("лист „Пречки“", "sheet “Obstacles”"),
        ),
        (
            both("Работни места след 1 година", "Jobs after 1 year"),
            None,
            None,
            _SHARE,
            both(
                "разкрити ÷ обещани; двете числа се въвеждат",
                "created ÷ promised; both numbers are entered",
            ),
            both("осигурителни документи, проверка на място", "social-security documents, check on the spot"),
        ),
        (
            both("Работни места след 3 години", "Jobs after 3 years"),
            None,
            None,
            _SHARE,
            both(
                "разкрити ÷ обещани; двете числа се въвеждат",
                "created ÷ promised; both numbers are entered",
            ),
            both("осигурителни документи, проверка на място", "social-security documents, check on the spot"),
        ),
    ),
    typed=("D2", "B7", "C7", "B8", "C8"),
    shares=("D3", "D4", "D5", "D7", "D8"),
)

_GUIDE = Fixed(
    GUIDE,
    header=(
        (both("Колона", "Column"), 30),
        (both("Как се попълва", "How it is filled in"), 78),
        (both("Почивни дни", "Days off"), 16),
    ),
    rows=(
        (
            both("Цветове", "Colours"),
            both(
                "Сивите полета се смятат сами. Попълвате белите.",
                "Grey fields are worked out. You fill in the white ones.",
            ),
            None,
        ),
        (
            both("Получено", "Received"),
            both(
                "Дата и час на първото писмо или обаждане, например 02.03.2027 9:10. Един ред за едно запитване.",
                "Date and hour of the first letter or call, for example 02/03/2027 9:10. One row for one enquiry.",
            ),
            None,
        ),
        (
            both("Отговор до", "Reply due"),
            both(
                "48 часа са два работни дни: събота, неделя и дните от колона C не се броят.",
                "48 hours are two working days: Saturday, Sunday and the days of column C do not count.",
            ),
            None,
        ),
        (
            both("Частен интерес", "Private interest"),
            both(
                "Пита се при всяко запитване. При „да“ има писмен самоотвод и нов отговорник.",
                "Asked at each enquiry. If “yes”, there is a written recusal and a new officer.",
            ),
            None,
        ),
        (
            both("Поверително", "Confidential"),
            both(
                "При „да“ дневникът не излиза от екипа. Тайната е в рамките на закона за достъп до информация.",
                "If “yes”, the log does not leave the team. Secrecy is within the access to information act.",
            ),
            None,
        ),
        (
            both("Избра ли нашето място?", "Chose our place?"),
            both(
                "Питайте след 12 месеца. „да“ е писмено решение, а не намерение.",
                "Ask after 12 months. “yes” is a decision in writing, not an intention.",
            ),
            None,
        ),
        (
            both("Пречка", "Obstacle"),
            both(
                "С думите на фирмата и с датата на първия сигнал. Чуждата пречка се отнася до органа с половин "
                "страница факти.",
                "In the firm's words and with the date of the first signal. An obstacle of another body is passed on "
                "with half a page of facts.",
            ),
            None,
        ),
        (
            both("Нови редове", "New rows"),
            both(
                "Копирайте цял празен ред и вмъкнете копието над последния: формулите, списъците и броенето го "
                "обхващат. Нов файл за всяка година.",
                "Copy a whole empty row and insert the copy above the last one: formulas, lists and counts then "
                "cover it. A new file each year.",
            ),
            None,
        ),
    ),
    days=("C", 2, 31),
)

BOOK = Book(
    title=both("Дневник на запитванията", "Enquiry log"),
    subject=both("Обслужване на инвеститори", "Investor servicing"),
    sheets=(_ENQUIRIES, _OBSTACLES, _INDICATORS, _GUIDE),
    terms={
        "enquiries": ENQUIRIES, "obstacles": OBSTACLES, "guide": GUIDE, "yes": _YES, "no": _NO, "running": _RUNNING,
        "late": _LATE, "open": _OPEN, "stale": _STALE, "solved": _SOLVED,
    },
)  # fmt: skip
