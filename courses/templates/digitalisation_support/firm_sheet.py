"""The sheet of a first talk with a firm: six questions, four checks, five steps."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, both, form, log

_QUESTION = Column(both("Въпрос", "Question"), 42)
_FIRM_WORDS = Column(both("Отговор с думите на фирмата", "Answer in the firm's words"), 58)
_STEP = Column(both("Стъпка", "Step"), 42)

FIRM_SHEET = Document(
    both("list-na-firmata", "firm-sheet"),
    both("Лист на фирмата", "Sheet of the firm"),
    (
        Lead(
            both(
                "За разговор от четиридесет минути. Попълва го служителят; фирмата получава копие. Щом фирмата "
                "посочи ЕИК, не се искат удостоверения и копия за вписаното в търговския регистър.",
                "For a talk of forty minutes. Filled in by the officer; the firm gets a copy. Once the firm states "
                "its code, no certificates or copies are asked for of what is entered in the Commercial Register.",
            )
        ),
        form(
            Ask(both("Фирма и ЕИК", "Firm and identification code (ЕИК)")),
            Ask(both("Дейност и брой заети", "Activity and number of persons employed")),
            Ask(both("Събеседник и роля", "Person we talk to, and role")),
            Ask(both("Дата; води разговора", "Date; talk held by")),
            Ask(
                both("Казана е границата", "The limit has been stated"),
                both(
                    "питаме, насочваме и проследяваме; не пишем проекта и не избираме доставчик",
                    "we ask, refer and follow up; we do not write the project and do not choose the supplier",
                ),
            ),
            columns=(Column(both("Поле", "Field"), 42), Column(both("Запис", "Entry"), 58)),
        ),
        Heading(both("Шестте въпроса", "The six questions")),
        form(
            Ask(
                both(
                    "1. Разкажете ми последната поръчка от началото до края",
                    "1. Tell me about your last order from beginning to end",
                ),
                both("процеса, с местата за чакане", "the process, with the places where it waits"),
            ),
            Ask(
                both("2. Къде се преписва едно и също?", "2. Where is the same thing copied again?"),
                both("най-евтиното подобрение", "the cheapest improvement"),
            ),
            Ask(
                both("3. Коя грешка Ви струваше най-скъпо тази година?", "3. Which mistake cost you most this year?"),
                both("пречката в пари", "the obstacle in money"),
            ),
            Ask(
                both("4. Какво вече ползвате и кой го ползва?", "4. What do you already use, and who uses it?"),
                both("купеното, което не се ползва", "what was bought but is not used"),
            ),
            Ask(
                both(
                    "5. Кой във фирмата ще отговаря за промяната?",
                    "5. Who in the firm will be responsible for the change?",
                ),
                both("човек с име", "a person with a name"),
            ),
            Ask(
                both(
                    "6. По какво след шест месеца ще познаете, че е станало по-добре?",
                    "6. How will you know in six months that it has got better?",
                ),
                both("показателя: днес и цел", "the indicator: today and target"),
            ),
            height=1.9,
            columns=(_QUESTION, _FIRM_WORDS),
        ),
        Heading(both("Четирите проверки", "The four checks"), new_page=True),
        form(
            Ask(
                both("Размер", "Size"),
                both(
                    "кой държи 25 или повече процента; в кого държи фирмата; друга фирма на собственика",
                    "who holds 25 per cent or more; in whom the firm holds; another firm of the owner",
                ),
            ),
            Ask(
                both("Минимална помощ за три години", "De minimis aid over three years"),
                both(
                    "и на свързаните предприятия; сверява се в регистъра на Министерството на финансите",
                    "of the linked enterprises too; compared with the register of the Ministry of Finance",
                ),
            ),
            Ask(
                both("Изключена ли е дейността", "Whether the activity is excluded"),
                both("по условията на процедурата", "by the conditions of the call"),
            ),
            Ask(
                both("Отворена процедура", "Open call"),
                both("номер, срок, адрес в ИСУН", "number, deadline, address in ИСУН"),
            ),
            height=1.1,
            columns=(
                Column(both("Проверка", "Check"), 42),
                Column(both("Какво казва фирмата", "What the firm says"), 29),
                Column(both("Какво показа проверката, дата", "What the check showed, date"), 29),
            ),
        ),
        Heading(both("Петте стъпки", "The five steps")),
        form(
            Ask(
                both("1. Диагноза", "1. Diagnosis"),
                both(
                    "пречката; оценка на зрялостта: първо измерване, дата и точки",
                    "the obstacle; maturity assessment: first measurement, date and points",
                ),
            ),
            Ask(
                both("2. Нужда", "2. Need"),
                both("едно изречение, показател, днес, цел", "one sentence, indicator, today, target"),
            ),
            Ask(
                both("3. Финансиране", "3. Funding"),
                both(
                    "собствени средства, процедура или услуга без пари",
                    "own funds, a call, or a service without money",
                ),
            ),
            Ask(
                both("4. Партньор", "4. Partner"),
                both(
                    "име и дата на срещата; съгласие за изпращане на данните",
                    "name and date of the meeting; consent to send the data",
                ),
            ),
            Ask(
                both("5. Проследяване", "5. Follow-up"),
                both(
                    "дати след 30, 90 и 180 дни; второ измерване, дата и точки",
                    "dates after 30, 90 and 180 days; second measurement, date and points",
                ),
            ),
            height=1.3,
            columns=(_STEP, Column(both("Запис", "Entry"), 58)),
        ),
        Heading(both("Следваща стъпка", "Next step")),
        log(
            Column(both("Какво", "What"), 52),
            Column(both("Кой", "Who"), 28),
            Column(both("До кога", "By when"), 20),
            blank=2,
            height=0.9,
        ),
        Law(
            both(
                "Забраната да се искат вписани данни: Закон за търговския регистър и регистъра на юридическите лица "
                "с нестопанска цел, чл. 23, ал. 6 (ДВ, бр. 25 от 2026 г.). Въпросите, проверките и сроковете за "
                "проследяване са предложение на курса.",
                "The ban on asking for registered data: Commercial Register and Register of Non-Profit Legal "
                "Entities Act, Art. 23, para. 6 (State Gazette 25 of 2026). The questions, checks and follow-up "
                "periods are a proposal of the course.",
            )
        ),
    ),
)
