"""The checklist of a class В file: deadlines, eligibility, property, duties."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, Table, both, checks, form

_CHECK = (
    Column(both("Проверка", "Check"), 51),
    Column(both("Основание", "Ground"), 22),
    Column(both("Дата, инициали", "Date, initials"), 19),
)

_TERMS = (
    (
        both("Уведомяване за пропуски: 14 дни", "Notice of gaps: 14 days"),
        both("ЗНИ, чл. 19, ал. 2", "IPA, Art. 19, para. 2"),
    ),
    (
        both("Предложение до общинския съвет: 30 дни", "Proposal to the municipal council: 30 days"),
        both("ЗНИ, чл. 19, ал. 2", "IPA, Art. 19, para. 2"),
    ),
    (
        both("Отказ при неотстранени пропуски: след 6 месеца", "Refusal if gaps are not cured: after 6 months"),
        both("ЗНИ, чл. 19а, т. 5", "IPA, Art. 19а, item 5"),
    ),
    (
        both("Заседание на общинския съвет", "Sitting of the municipal council"),
        both("календар на съвета", "the council's calendar"),
    ),
)

CHECKLIST = Document(
    both("spisak-klas-v", "checklist-class-v"),
    both("Контролен списък: преписка за клас В", "Checklist: a class V file"),
    (
        Lead(
            both(
                "Един лист за една преписка. Сроковете се вписват в деня на подаването и текат успоредно. Местните "
                "условия се вземат от наредбата на Вашата община.",
                "One sheet for one file. The deadlines are entered on the day of filing and run side by side. The "
                "local conditions come from the ordinance of your municipality.",
            )
        ),
        form(
            Ask(both("Преписка № и дата на подаване", "File No and date of filing")),
            Ask(both("Инвеститор и ЕИК", "Investor and identification code (ЕИК)")),
            Ask(both("Определен служител и заместник", "Designated officer and deputy")),
            Ask(both("Наредба на общината: № и дата", "Ordinance of the municipality: No and date")),
            height=0.85,
        ),
        Heading(both("Срокове", "Deadlines")),
        Table(
            (
                Column(both("Срок от подаването", "Time from filing"), 36),
                Column(both("Основание", "Ground"), 19),
                Column(both("Последен ден", "Last day"), 15),
                Column(both("Наш срок: 2 дни по-рано", "Ours: 2 days earlier"), 15),
                Column(both("Изпълнен на", "Done on"), 15),
            ),
            tuple((Ask(term), ground, None, None, None) for term, ground in _TERMS),
        ),
        Heading(both("Пълнота и допустимост", "Completeness and eligibility")),
        checks(
            (
                both(
                    "Заявлението е до кмета и е по образеца от сайта",
                    "The application is to the mayor, on the form from the website",
                ),
                both("ЗНИ, чл. 18, ал. 5", "IPA, Art. 18, para. 5"),
            ),
            (
                both(
                    "Приложенията по наредбата са налице; вписаното в регистри се проверява служебно",
                    "The annexes under the ordinance are there; what registers hold is checked ex officio",
                ),
                both("наредба, чл. ……", "ordinance, Art. ……"),
            ),
            (
                both("Няма осъждане, несъстоятелност или ликвидация", "No conviction, insolvency or liquidation"),
                both("ЗНИ, чл. 13", "IPA, Art. 13"),
            ),
            (
                both(
                    "Няма изискуеми публични задължения, освен разсрочени или обезпечени",
                    "No due public debts, unless deferred or secured",
                ),
                both("ЗНИ, чл. 13", "IPA, Art. 13"),
            ),
            (
                both(
                    "Няма неизплатени заплати, установени с влязло в сила наказателно постановление",
                    "No unpaid wages established by a penal decree in force",
                ),
                both("ЗНИ, чл. 13, ал. 1, т. 5", "IPA, Art. 13, para. 1, item 5"),
            ),
            (
                both(
                    "Общите условия: собствено участие 25 %, изпълнение до 3 години, поддържане 5 (МСП 3) години",
                    "General conditions: own share 25 %, implementation within 3 years, maintenance 5 (SME 3) years",
                ),
                both("ЗНИ, чл. 12, ал. 2 и чл. 14, ал. 4", "IPA, Art. 12, para. 2 and Art. 14, para. 4"),
            ),
            (
                both("Проектът не е сред изключените", "The project is not among the excluded"),
                both("ЗНИ, чл. 13а", "IPA, Art. 13а"),
            ),
            (
                both(
                    "Размерът не надхвърля минимума за клас Б",
                    "The size does not exceed the minimum for class B (клас Б)",
                ),
                both("ЗНИ, чл. 22з, ал. 2", "IPA, Art. 22з, para. 2"),
            ),
            (
                both("Критериите по наредбата са изпълнени", "The criteria of the ordinance are met"),
                both("наредба, чл. ……", "ordinance, Art. ……"),
            ),
            (
                both(
                    "Никой от нас няма частен интерес, или се е отвел писмено",
                    "None of us has a private interest, or has recused in writing",
                ),
                both("ЗПК, чл. 85–87", "ACA, Art. 85–87"),
            ),
            columns=_CHECK,
        ),
        Heading(both("Ако се иска общински имот", "If municipal property is requested"), new_page=True),
        Lead(
            both(
                "Предварително съгласие по чл. 16, ал. 2 ЗНИ се иска за клас А и клас Б, но не и за клас В.",
                "Prior consent under Art. 16, para. 2 IPA is asked for class A and class B (клас Б), but not for "
                "class V (клас В).",
            )
        ),
        checks(
            (
                both(
                    "Имотът е частна общинска собственост и не е поискан от клас А, клас Б или приоритетен проект",
                    "The property is private municipal and not requested by class A, class B or a priority project",
                ),
                both("ЗНИ, чл. 22з, ал. 3, т. 3", "IPA, Art. 22з, para. 3, item 3"),
            ),
            (
                both(
                    "Две независими оценки; цената не е под средното аритметично",
                    "Two independent valuations; the price is not below the arithmetic mean",
                ),
                both("ЗНИ, чл. 22а, ал. 2", "IPA, Art. 22а, para. 2"),
            ),
            (
                both(
                    "Разходите за дълготрайни материални активи са повече от три пъти оценката; сметката е в доклада",
                    "Spending on tangible fixed assets is more than three times the valuation; the sum is in the "
                    "report",
                ),
                both("ЗНИ, чл. 22а, ал. 13", "IPA, Art. 22а, para. 13"),
            ),
            (
                both(
                    "Проект на договор: основания за разваляне и забрана за разпореждане до края на поддържането",
                    "Draft contract: grounds for rescission and a ban on disposal until the end of maintenance",
                ),
                both("ЗНИ, чл. 22а, ал. 3, 7 и 13", "IPA, Art. 22а, para. 3, 7 and 13"),
            ),
            (
                both(
                    "Решение на съвета; заповед и договор на кмета",
                    "Decision of the council; order and contract of the mayor",
                ),
                both("ЗНИ, чл. 22а, ал. 1", "IPA, Art. 22а, para. 1"),
            ),
            (
                both(
                    "Актът за общинска собственост е вписан преди договора; договорът е писмен и се вписва",
                    "The deed of municipal ownership is registered before the contract; the contract is in writing "
                    "and registered",
                ),
                both("ЗОС, чл. 34, ал. 8; ЗНИ, чл. 22а, ал. 4", "MPA, Art. 34, para. 8; IPA, Art. 22а, para. 4"),
            ),
            (
                both("Копие от договора до БАИ: 7 дни от подписа", "Copy of the contract to БАИ: 7 days"),
                both("ЗНИ, чл. 22а, ал. 5", "IPA, Art. 22а, para. 5"),
            ),
            columns=_CHECK,
        ),
        Heading(both("Какво дължи общината", "What the municipality owes")),
        checks(
            (
                both(
                    "На сайта: свободни терени и имоти, образци, издадени сертификати; всичко с дата",
                    "On the website: free sites and properties, forms, certificates issued; all dated",
                ),
                both("ЗНИ, чл. 22и, т. 7", "IPA, Art. 22и, item 7"),
            ),
            (
                both("Годишен доклад до областния управител и БАИ", "Yearly report to the district governor and БАИ"),
                both("ЗНИ, чл. 22и, т. 8", "IPA, Art. 22и, item 8"),
            ),
            (
                both(
                    "Контрол: одитирани отчети и документи за работните места",
                    "Control: audited reports and documents on the jobs",
                ),
                both("ЗНИ, чл. 30", "IPA, Art. 30"),
            ),
            columns=_CHECK,
        ),
        Law(
            both(
                "ЗНИ: Закон за насърчаване на инвестициите, ДВ, бр. 55 от 2026 г.; ЗОС: Закон за общинската "
                "собственост; ЗПК: Закон за противодействие на корупцията сред лица, заемащи публични длъжности, ДВ, "
                "бр. 51 от 2026 г. Преди употреба сверете с действащия текст и с наредбата.",
                "IPA: Investment Promotion Act, State Gazette 55 of 2026; MPA: Municipal Property Act; ACA: Act on "
                "Countering Corruption among Persons Holding Public Office, State Gazette 51 of 2026. Before use "
                "compare with the text in force and with the ordinance.",
            )
        ),
    ),
)
