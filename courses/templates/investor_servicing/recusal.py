"""A recusal for private interest."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, Text, both, form, log

RECUSAL = Document(
    both("samootvod", "recusal"),
    both("Самоотвод поради частен интерес", "Recusal for private interest"),
    (
        Lead(
            both(
                "Подава се незабавно, щом интересът възникне или узнаете за него. „Ще се въздържа“ не е самоотвод, а "
                "начин на гласуване.",
                "Submitted at once, as soon as the interest arises or you learn of it. “I will abstain” is no "
                "recusal but a way of voting.",
            )
        ),
        form(
            Ask(
                both("До", "To"),
                both("органа по назначаването или по избора", "the appointing or electing body"),
            ),
            Ask(both("От", "From"), both("име, длъжност, звено", "name, position, unit")),
            Ask(
                both("Преписка или точка от дневния ред", "File or item of the agenda"),
                both("№, предмет, страна", "No, subject, party"),
            ),
            Ask(
                both("В какво участвам", "What my part is"),
                both(
                    "подготовка, становище, обсъждане, гласуване, контрол",
                    "preparation, opinion, debate, vote, control",
                ),
            ),
            Ask(
                both("Причина: кой е интересът", "Reason: which the interest is"),
                both(
                    "облагата и за кого е тя: за мен или за свързано лице; без излишни лични данни",
                    "the benefit and for whom it is: for me or a related person; no needless personal data",
                ),
            ),
            Ask(both("Кога възникна или узнах", "When it arose or I learnt of it"), both("ден и час", "day and hour")),
            height=1.1,
        ),
        Heading(both("Заявявам", "I declare")),
        Text(
            both(
                "Правя самоотвод. Моля да определите друг служител; дотогава не извършвам действия по преписката. В "
                "колективен орган няма да участвам в обсъждането и няма да гласувам; моля това да бъде вписано в "
                "протокола.",
                "I recuse myself. Please appoint another officer; until then I take no action on the file. In a "
                "collective body I will take no part in the debate and will not vote; please enter this in the "
                "minutes.",
            )
        ),
        log(
            Column(both("Дата и час", "Date and hour"), 34),
            Column(both("Подпис", "Signature"), 66),
            blank=1,
            height=1.1,
        ),
        Heading(both("Попълва се от органа", "Filled in by the body")),
        form(
            Ask(both("Прието на: дата, час, вх. №", "Received: date, hour, No")),
            Ask(
                both("Преписката се възлага на", "The file is assigned to"),
                both("име и дата; кой е уведомен", "name and date; who has been told"),
            ),
            Ask(
                both("В колективен орган", "In a collective body"),
                both(
                    "вписано в протокол № …; мнозинството е смятано без отвелия се",
                    "entered in minutes No …; majority counted without the person recused",
                ),
            ),
            height=0.95,
        ),
        Law(
            both(
                "Закон за противодействие на корупцията сред лица, заемащи публични длъжности, чл. 75, 76 и 85–87, "
                "ДР, § 2 (ДВ, бр. 51 от 2026 г.). Орган по назначаването, който има данни за частния интерес, е "
                "длъжен да отведе служителя, без да чака самоотвод.",
                "Act on Countering Corruption among Persons Holding Public Office, Art. 75, 76 and 85–87, "
                "Supplementary provisions, § 2 (State Gazette 51 of 2026). An appointing body that has data of the "
                "private interest must remove the officer without waiting for a recusal.",
            )
        ),
    ),
)
