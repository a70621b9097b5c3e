"""The declaration of de minimis aid received, and the reckoning of what remains."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, Steps, Table, Text, Tick, both, log

_YES_NO = Tick((both("да", "yes"), both("не", "no")))
_ASKED = Column(both("Поле", "Field"), 46)
_ANSWER = Column(both("Запис", "Entry"), 54)

DECLARATION = Document(
    both("deklaratsiya-pomosti", "aid-declaration"),
    both("Декларация за получени помощи", "Declaration of aid received"),
    (
        Lead(
            both(
                "Част първа попълва предприятието, преди общината да му предостави минимална помощ. Част втора "
                "попълва служителят и сверява с публичния регистър. Сумите са в евро, преди данъци и други удръжки.",
                "The undertaking fills in part one before the municipality grants it de minimis aid. The officer "
                "fills in part two and compares with the public register. Amounts are in euro, before tax or other "
                "charge.",
            )
        ),
        Heading(both("Част първа: предприятието", "Part one: the undertaking")),
        Table(
            (_ASKED, _ANSWER),
            (
                (Ask(both("Предприятие и ЕИК", "Undertaking and identification code (ЕИК)")), None),
                (Ask(both("Декларатор и качество", "Person declaring and capacity")), None),
                (
                    Ask(
                        both(
                            "Община и мярка, за която се кандидатства",
                            "Municipality and the measure applied for",
                        )
                    ),
                    None,
                ),
                (
                    Ask(
                        both("Дейност в първичното производство", "Activity in primary production"),
                        both(
                            "селско стопанство, рибарство, аквакултури: за тях има отделни правила",
                            "agriculture, fishery, aquaculture: separate rules apply to them",
                        ),
                    ),
                    _YES_NO,
                ),
                (
                    Ask(
                        both("Преобразуване през последните три години", "Restructuring in the last three years"),
                        both(
                            "сливане, придобиване, разделяне: с кого и кога",
                            "merger, acquisition, division: with whom and when",
                        ),
                    ),
                    None,
                ),
                (
                    Ask(
                        both("Друга държавна помощ за същите разходи", "Other State aid for the same costs"),
                        both("от кого, сума; или „няма“", "from whom, amount; or “none”"),
                    ),
                    None,
                ),
            ),
            height=1,
        ),
        Heading(both("Свързани предприятия", "Linked undertakings")),
        Lead(
            both(
                "Заедно с тях сте „едно и също предприятие“. Впишете всяко, с което имате поне една от четирите "
                "връзки, пряко или през друго предприятие:",
                "Together with them you are a “single undertaking”. Enter each with which you have at least one of "
                "the four links, directly or through another undertaking:",
            )
        ),
        Steps(
            (
                both(
                    "едното държи мнозинството от гласовете в другото;",
                    "one holds a majority of the voting rights in the other;",
                ),
                both(
                    "има право да назначава или отстранява повечето членове на управителния или надзорния му орган;",
                    "has the right to appoint or remove most members of its administrative, management or "
                    "supervisory body;",
                ),
                both(
                    "има право на решаващо влияние по договор, учредителен акт или устав;",
                    "has the right to a dominant influence under a contract, memorandum or articles of association;",
                ),
                both(
                    "контролира сам мнозинството от гласовете по споразумение с други съдружници или акционери.",
                    "alone controls a majority of the voting rights under an agreement with other members or "
                    "shareholders.",
                ),
            )
        ),
        log(
            Column(both("Предприятие", "Undertaking"), 42),
            Column(both("ЕИК", "Code (ЕИК)"), 20),
            Column(both("Връзка: 1, 2, 3 или 4, и през кого", "Link: 1, 2, 3 or 4, and through whom"), 38),
            blank=5,
        ),
        Heading(
            both("Минимална помощ през последните три години", "De minimis aid in the last three years"), new_page=True
        ),
        Lead(
            both(
                "За Вас и за всяко свързано предприятие. Датата е денят, в който е придобито правото, а не денят на "
                "превода. Ако няма помощ, пишете „няма“ на първия ред.",
                "For you and for each linked undertaking. The date is the day on which the right was acquired, not "
                "the day of payment. If there is no aid, write “none” on the first row.",
            )
        ),
        log(
            Column(both("Дата на правото", "Date of the right"), 15),
            Column(both("Кое предприятие", "Which undertaking"), 23),
            Column(both("От кого", "From whom"), 23),
            Column(both("По кой регламент", "Under which regulation"), 22),
            Column(both("Сума, евро", "Amount, euro"), 17),
            blank=12,
        ),
        Heading(both("Подпис", "Signature")),
        Text(
            both(
                "Декларираното е вярно и пълно. Ако нещо се промени, преди помощта да бъде предоставена, ще уведомя "
                "общината писмено.",
                "What is declared is true and complete. If anything changes before the aid is granted, I will notify "
                "the municipality in writing.",
            )
        ),
        log(
            Column(both("Име", "Name"), 44),
            Column(both("Дата", "Date"), 20),
            Column(both("Подпис", "Signature"), 36),
            blank=1,
            height=1.1,
        ),
        Heading(both("Част втора: служителят", "Part two: the officer"), new_page=True),
        Table(
            (_ASKED, _ANSWER),
            (
                (
                    Ask(
                        both("Ден, в който ще възникне правото", "Day on which the right will arise"),
                        both("денят на акта, с който се дава помощта", "the day of the act that grants the aid"),
                    ),
                    None,
                ),
                (
                    Ask(
                        both("Начало на прозореца", "Beginning of the window"),
                        both(
                            "три години назад от същия ден, а не по календарни години",
                            "three years back from that day, not by calendar years",
                        ),
                    ),
                    None,
                ),
                (
                    Ask(
                        both("А. Сбор на помощите в прозореца", "A. Sum of aid in the window"),
                        both("предприятието и всички свързани", "the undertaking and all linked ones"),
                    ),
                    None,
                ),
                (Ask(both("Б. Остатък: 300 000 − А", "B. What remains: 300 000 − A")), None),
                (
                    Ask(
                        both("В. Стойност на новата мярка", "C. Value of the new measure"),
                        both(
                            "и когато не са пари: пропуснат наем, безплатна услуга",
                            "also if it is not money: rent forgone, a free service",
                        ),
                    ),
                    None,
                ),
                (
                    Ask(
                        both("Побира ли се: В не надхвърля Б", "Does it fit: C does not exceed B"),
                        both(
                            "ако не, цялата мярка излиза от минималната помощ; не се реже",
                            "if not, the whole measure falls outside de minimis; it is not cut",
                        ),
                    ),
                    _YES_NO,
                ),
                (
                    Ask(
                        both("Проверено в публичния регистър", "Checked in the public register"),
                        both("дата, кой, разлики с декларацията", "date, by whom, differences from the declaration"),
                    ),
                    None,
                ),
                (Ask(both("Акт, с който се дава помощта: № и дата", "Act granting the aid: No and date")), None),
                (
                    Ask(
                        both(
                            "Вписана в регистъра; получателят е информиран",
                            "Entered in the register; recipient informed",
                        ),
                        both("в акта или до 14 дни след него", "in the act or within 14 days of it"),
                    ),
                    None,
                ),
                (
                    Ask(
                        both("Министърът на финансите е информиран", "Minister of Finance informed"),
                        both("до 3 работни дни след акта; № и дата", "within 3 working days of the act; No and date"),
                    ),
                    None,
                ),
                (
                    Ask(
                        both("Документите се пазят до", "Documents are kept until"),
                        both("поне 10 години", "at least 10 years"),
                    ),
                    None,
                ),
            ),
            height=1.1,
        ),
        Law(
            both(
                "Регламент (ЕС) 2023/2831, чл. 2, пар. 2 и чл. 3: таван 300 000 евро от една държава членка за едно "
                "и също предприятие за всеки период от три години; прилага се до края на 2030 г. ЗДП: Закон за "
                "държавните помощи, чл. 11, чл. 12, ал. 1, чл. 16, ал. 1, чл. 19, ал. 3 и чл. 34, ал. 1. Проверете "
                "действащия текст преди употреба.",
                "Regulation (EU) 2023/2831, Art. 2, para. 2 and Art. 3: a ceiling of EUR 300 000 per Member State to "
                "a single undertaking over any period of three years; applies until the end of 2030. State Aid Act, "
                "Art. 11, Art. 12, para. 1, Art. 16, para. 1, Art. 19, para. 3 and Art. 34, para. 1. Check "
                "the text in force before use.",
            )
        ),
    ),
)
