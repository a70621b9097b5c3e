"""The minutes of a meeting that scores niches, with what was dropped and why."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, Table, both, form, log

_NICHE = Column(both("Ниша", "Niche"), 30)

SCORING = Document(
    both("protokol-tochkuvane", "scoring-minutes"),
    both("Протокол от точкуване на ниши", "Minutes of the scoring of niches"),
    (
        Lead(
            both(
                "Критериите и тежестите се обявяват преди срещата и не се променят на нея. Протоколът се публикува "
                "заедно с отпадналото и причината.",
                "The criteria and weights are announced before the meeting and are not changed at it. The minutes "
                "are published together with what was dropped and why.",
            )
        ),
        form(
            Ask(both("Тема на срещата", "Subject of the meeting")),
            Ask(both("Дата и място", "Date and place")),
            Ask(both("Води; протоколира", "Chair; minutes taken by")),
            Ask(
                both("Критериите са обявени на", "Criteria announced on"),
                both("дата и къде, преди срещата", "date and where, before the meeting"),
            ),
            Ask(both("Пакет с данни", "Data pack"), both("изпратен на, от кого", "sent on, by whom")),
            height=0.9,
        ),
        Heading(both("Участници от четирите страни", "Participants from the four sides")),
        Table(
            (
                Column(both("Страна", "Side"), 34),
                Column(both("Брой", "Number"), 12),
                Column(both("Организации", "Organisations"), 54),
            ),
            tuple(
                (side, None, None)
                for side in (
                    Ask(both("Бизнес", "Business"), both("фирмите са поне една трета", "firms are at least one third")),
                    Ask(both("Наука", "Academia")),
                    Ask(both("Публична власт", "Public authority")),
                    Ask(both("Гражданско общество", "Civil society")),
                )
            ),
            height=0.9,
        ),
        Heading(both("Точкуване", "Scoring")),
        Lead(
            both(
                "Оценка от 0 до 5 по всеки критерий. Общо = 3 × доказателства + 3 × фирми + 2 × ИСИС + 2 × "
                "изпълнимост; най-много 50. Готовността на фирмите се доказва писмено, а не с вдигане на ръка.",
                "A mark from 0 to 5 on each criterion. Total = 3 × evidence + 3 × firms + 2 × strategy + 2 × "
                "feasibility; 50 at most. The readiness of firms is proved in writing, not by a show of hands.",
            )
        ),
        log(
            Column(both("Ниша", "Niche"), 24),
            Column(both("Доказателства ×3", "Evidence ×3"), 18),
            Column(both("Фирми, готови да вложат ×3", "Firms ready to put money in ×3"), 18),
            Column(both("Връзка с ИСИС ×2", "Link to the strategy ×2"), 14),
            Column(both("Изпълнимост ×2", "Feasibility ×2"), 16),
            Column(both("Общо", "Total"), 10),
            blank=6,
        ),
        Heading(both("Какво стои зад оценките", "What stands behind the marks"), new_page=True),
        log(
            _NICHE,
            Column(both("Доказателство: документ, година", "Evidence: document, year"), 35),
            Column(both("Фирми с писмена готовност", "Firms ready in writing"), 35),
            blank=6,
        ),
        Heading(both("Отпаднали ниши", "Niches dropped")),
        log(_NICHE, Column(both("Причина", "Reason"), 70), blank=3),
        Heading(both("Пилоти на избраните ниши", "Pilots of the niches chosen")),
        log(
            Column(both("Пилот и първа стъпка", "Pilot and first step"), 32),
            Column(both("Отговорник", "Person responsible"), 20),
            Column(both("Бюджет, евро", "Budget, euro"), 15),
            Column(both("Показател", "Indicator"), 20),
            Column(both("Срок", "Deadline"), 13),
            blank=3,
            height=1,
        ),
        Heading(both("Приключване", "Closing")),
        form(
            Ask(
                both("Особени мнения", "Dissenting views"),
                both("кой и какво; „няма“ също се пише", "who and what; “none” is written too"),
            ),
            Ask(both("Публикуван на", "Published on"), both("дата и адрес", "date and address")),
            Ask(both("Следваща среща", "Next meeting"), both("поне веднъж в годината", "at least once a year")),
            Ask(both("Подписи: водещ и протоколчик", "Signatures: chair and minute-taker")),
        ),
        Law(
            both(
                "Критериите, тежестите и скалата са предложение на курса, а не изискване на закона. ИСИС: "
                "Иновационна стратегия за интелигентна специализация.",
                "The criteria, weights and scale are a proposal of the course, not a requirement of the law. "
                "Strategy: the national Innovation Strategy for Smart Specialisation (ИСИС).",
            )
        ),
    ),
)
