"""A guide for talking about the digital maturity of an enterprise: the six dimensions of the hubs' common tool."""

from courses.templates.model import (
    Ask,
    Column,
    Document,
    Heading,
    Law,
    Lead,
    Steps,
    Table,
    Tick,
    Words,
    both,
    form,
    log,
)

_ASKED = (
    Column(both("Въпрос", "Question"), 46),
    Column(both("Отговор с думите на фирмата; пример", "Answer in the firm's words; an example"), 54),
)
_STAGE = Tick(
    (
        both("още не сме започнали", "we have not begun yet"),
        both("опитваме на едно място", "we are trying it in one place"),
        both("така работим всеки ден", "we work like this every day"),
    ),
    stacked=True,
)
_OURS = Ask(
    both("Къде сме според фирмата", "Where the firm sees itself"),
    both("отбелязва събеседникът, не Вие", "ticked by the person you talk to, not by you"),
)

_DIMENSIONS: tuple[tuple[Words, tuple[Words, ...]], ...] = (
    (
        both("Стратегия за дигитален бизнес", "Digital business strategy"),
        (
            both(
                "Какво искате да се промени в работата Ви за две години и къде в това помага технологията?",
                "What do you want to change in your work in two years, and where does technology help in it?",
            ),
            both(
                "Последната покупка на софтуер или машина: какво трябваше да реши и реши ли го?",
                "The last software or machine you bought: what was it to solve, and did it?",
            ),
            both(
                "Кой решава за нова система и има ли за нея пари тази година?",
                "Who decides on a new system, and is there money for one this year?",
            ),
        ),
    ),
    (
        both("Дигитална готовност", "Digital readiness"),
        (
            both(
                "Покажете ми с какво работите днес: програми, устройства, връзка с интернет.",
                "Show me what you work with today: programs, devices, internet connection.",
            ),
            both("Какво сте купили, а не ползвате? Защо?", "What have you bought but do not use? Why?"),
            both(
                "Какво може клиентът да направи сам онлайн: да види цена, да поръча, да плати, да провери докъде е "
                "поръчката?",
                "What can the client do online alone: see a price, order, pay, check how far the order is?",
            ),
        ),
    ),
    (
        both("Дигитализация, ориентирана към човека", "Human-centric digitalisation"),
        (
            both(
                "Коя задача хората заобикалят с тетрадка или телефон?",
                "Which task do people work around with a notebook or a telephone?",
            ),
            both(
                "Кой показва на новия човек как се работи със системата?",
                "Who shows a new person how to work with the system?",
            ),
            both(
                "След кое обучение нещо се промени? По какво личи?",
                "After which training did something change? How can one tell?",
            ),
        ),
    ),
    (
        both("Управление на данните", "Data management"),
        (
            both(
                "Къде стои вярната цена, наличност, адрес на клиента? На колко места още?",
                "Where is the right price, stock, client's address kept? In how many other places?",
            ),
            both(
                "Кой има достъп до данните на клиентите? Спрян ли е достъпът на последния напуснал?",
                "Who has access to clients' data? Has the access of the last person who left been stopped?",
            ),
            both(
                "Кога за последен път възстановихте файл от резервно копие?",
                "When did you last restore a file from a backup?",
            ),
        ),
    ),
    (
        both("Автоматизация и интелигентност", "Automation and intelligence"),
        (
            both(
                "Коя работа се повтаря всеки ден по един и същи начин?",
                "Which work repeats every day in the same way?",
            ),
            both(
                "Кои програми или машини си предават данни, без някой да преписва?",
                "Which programs or machines pass data to each other without anybody copying?",
            ),
            both(
                "Ползва ли някой изкуствен интелект? За какво и какви данни му дава?",
                "Does anybody use artificial intelligence? For what, and which data is it given?",
            ),
        ),
    ),
    (
        both("Зелена дигитализация", "Green digitalisation"),
        (
            both(
                "Знаете ли колко ток и материал отиват за една поръчка? Откъде?",
                "Do you know how much power and material one order takes? From where?",
            ),
            both(
                "Какво мери уред и какво виждате чак във фактурата?",
                "What does a meter measure, and what do you see only on the invoice?",
            ),
            both(
                "Къде технологията намали брак, хартия или пътувания?",
                "Where has technology reduced scrap, paper or journeys?",
            ),
        ),
    ),
)


def _dimension(number: int, name: Words, questions: tuple[Words, ...]) -> tuple[Heading, Table]:
    rows = ((question, None) for question in questions)
    heading = Heading(both(f"{number}. {name.bg}", f"{number}. {name.en}"), new_page=number in {1, 4})
    return heading, Table(_ASKED, (*rows, (_OURS, _STAGE)), height=1.6)


INTERVIEW = Document(
    both("intervyu-zryalost", "maturity-interview"),
    both("Интервю за дигитална зрялост на предприятие", "Digital maturity interview with an enterprise"),
    (
        Lead(
            both(
                "За среща от час и половина с управителя и с човека, който води работата, след първия разговор. "
                "Подготвя оценката в хъба: същите шест измерения, но въпросите са наши. Точки тук не се дават; дава "
                "ги инструментът.",
                "For a meeting of an hour and a half with the manager and the person who runs the work, after the "
                "first talk. It prepares the assessment at the hub: the same six dimensions, but the questions are "
                "ours. No points are given here; the tool gives them.",
            )
        ),
        Heading(both("Преди срещата", "Before the meeting")),
        form(
            Ask(both("Фирма и ЕИК", "Firm and identification code (ЕИК)")),
            Ask(both("Дейност и брой заети", "Activity and number of persons employed")),
            Ask(both("Събеседници и роли", "Persons we talk to, and roles")),
            Ask(both("Дата и място; води", "Date and place; held by")),
            Ask(
                both("Пречката от първия разговор", "The obstacle from the first talk"),
                both("от листа на фирмата", "from the sheet of the firm"),
            ),
            height=1.1,
        ),
        Heading(both("Кажете в началото", "Say at the beginning")),
        Steps(
            (
                both(
                    "Това не е проверка. Няма минимален резултат и не подреждаме фирми.",
                    "This is not an inspection. There is no minimum result, and we do not rank firms.",
                ),
                both(
                    "Записваме Вашите думи. Копие остава при Вас.",
                    "We write down your words. You keep a copy.",
                ),
                both(
                    "Изпращаме записа на хъба само ако сте съгласни.",
                    "We send the record to the hub only if you agree.",
                ),
                both(
                    "Питаме, насочваме и проследяваме. Не пишем проекта Ви и не избираме доставчик. Ако общината ще "
                    "оценява или дава подкрепата, казваме го сега.",
                    "We ask, refer and follow up. We do not write your project or choose your supplier. If the "
                    "municipality will assess or grant the support, we say so now.",
                ),
            )
        ),
        Table(
            (Column(both("Съгласие", "Consent"), 38), Column(both("Отговор, име и дата", "Answer, name and date"), 62)),
            (
                (
                    Ask(both("Записът може да бъде изпратен на хъба", "The record may be sent to the hub")),
                    Tick((both("да", "yes"), both("не", "no"))),
                ),
            ),
        ),
        Heading(both("Как се пита", "How to ask")),
        Lead(
            both(
                "Питайте за последния случай, а не за „процесите Ви“. Искайте да Ви покажат, вместо да Ви разкажат. "
                "Празен ред е отговор: запишете „не знае“ и кой ще провери.",
                "Ask about the last case, not about “your processes”. Ask to be shown rather than told. A blank is "
                "an answer: write “does not know” and who will check.",
            )
        ),
        *(block for number, named in enumerate(_DIMENSIONS, 1) for block in _dimension(number, *named)),
        Heading(both("Обобщение", "Summary"), new_page=True),
        Lead(
            both(
                "Втората колона попълнете на срещата. Точките впишете от доклада на хъба; общият резултат е средното "
                "от шестте измерения. Второто измерване уговорете още сега.",
                "Fill in the second column at the meeting. Enter the points from the hub's report; the overall score "
                "is the average of the six dimensions. Agree on the second measurement now.",
            )
        ),
        form(
            *(Ask(name) for name, _ in _DIMENSIONS),
            Ask(both("Общо", "Overall"), both("сборът, разделен на шест", "the sum divided by six")),
            height=1.05,
            columns=(
                Column(both("Измерение", "Dimension"), 28),
                Column(both("Най-важното, което чухме", "The most important thing we heard"), 28),
                Column(both("Първо измерване", "First measurement"), 17),
                Column(both("Цел", "Target"), 10),
                Column(both("Второ измерване, дата", "Second measurement, date"), 17),
            ),
        ),
        Heading(both("Една пречка, една цел", "One obstacle, one target")),
        form(
            Ask(both("Пречката с едно изречение", "The obstacle in one sentence")),
            Ask(
                both("Измерението, с което започваме, и защо", "The dimension we begin with, and why"),
                both("най-ниското не е непременно най-важното", "the lowest is not necessarily the most important"),
            ),
            Ask(both("Показател: днес, цел, дата", "Indicator: today, target, date")),
            Ask(
                both("Към кого насочваме и за какво", "To whom we refer, and for what"),
                both("хъб, обучение, процедура, съвет", "hub, training, call, advice"),
            ),
            height=1.05,
        ),
        Heading(both("Следваща стъпка", "Next step")),
        log(
            Column(both("Какво", "What"), 52),
            Column(both("Кой", "Who"), 28),
            Column(both("До кога", "By when"), 20),
            blank=3,
            height=0.9,
        ),
        Law(
            both(
                "Шестте измерения са на въпросника за предприятия от общия инструмент на европейските цифрови "
                "иновационни хъбове (DMAT), разработен от Съвместния изследователски център на Европейската комисия. "
                "Въпросите и трите степени са предложение на курса.",
                "The six dimensions are those of the questionnaire for enterprises in the common tool of the "
                "European Digital Innovation Hubs (DMAT), developed by the European Commission's Joint Research "
                "Centre. The questions and the three stages are a proposal of the course.",
            )
        ),
    ),
)
