"""The reply to an enquiry: a letter of one page, and what to check before it goes."""

from courses.templates.model import Column, Document, Heading, Lead, Steps, Text, both, checks

REPLY = Document(
    both("obrazets-otgovor", "reply-template"),
    both("Отговор на запитване на инвеститор", "Reply to an investor's enquiry"),
    (
        Text(both("До: [име, фирма]", "To: [name, firm]")),
        Text(both("От: [община], наш № [номер], [дата]", "From: [municipality], our No [number], [date]")),
        Text(both("[Уважаеми господин, Уважаема госпожо] [фамилия],", "Dear [Mr or Ms] [surname],")),
        Text(
            both(
                "Благодарим за запитването Ви от [дата]. От днес Ваш контакт за всички въпроси е [име, длъжност, "
                "пряк телефон, електронна поща]; когато отсъства, отговаря [име].",
                "Thank you for your enquiry of [date]. From today your contact for all questions is [name, position, "
                "direct telephone, e-mail]; in their absence [name] answers.",
            )
        ),
        Heading(both("Какво сме подготвили", "What we have prepared")),
        Text(
            both(
                "Прилагаме листове с данни за [два или три] терена: собственост, план, мрежи с дата на "
                "потвърждението, достъп, хора и ограничения. Каквото е отбелязано „не е проверено“, ще получите до "
                "[ден].",
                "We attach data sheets for [two or three] sites: ownership, plan, utilities with the date of "
                "confirmation, access, people and constraints. What is marked “not checked” will reach you by [day].",
            )
        ),
        Heading(both("Пътят на разрешителните", "The path of permits")),
        Text(
            both(
                "По Вашите данни строежът е вероятно [трета] категория; ползването се разрешава от [ДНСК]. "
                "Преценката за околната среда е на РИОСВ. Не обещаваме дата на чуждо решение, но ще следим всяка "
                "стъпка с Вас.",
                "On your data the building is probably of [third] category; its use is permitted by [ДНСК]. "
                "Environmental screening is done by РИОСВ. We do not promise the date of another body's decision, "
                "but will follow each step with you.",
            )
        ),
        Heading(both("Стимули", "Incentives")),
        Text(
            both(
                "Сертификатите и мерките са описани в приложението; заявленията за клас А и клас Б оценява "
                "Българската агенция за инвестиции (БАИ). Кандидатства се преди поръчка на оборудване и преди "
                "строеж. Таванът на помощта е законова граница; общината не може да обещае сума.",
                "The certificates and measures are described in the annex; applications for class A and class B "
                "(клас Б) are assessed by the Bulgarian investment agency (БАИ). One applies before ordering "
                "equipment and before building. The ceiling of aid is a legal limit; the municipality cannot promise "
                "an amount.",
            )
        ),
        Heading(both("Пет въпроса към Вас", "Five questions to you")),
        Steps(
            (
                both(
                    "Какъв е процесът и кодът на дейността, има ли емисии? От това зависят теренът и преценката на "
                    "РИОСВ.",
                    "What are the process and the activity code; are there emissions? The site and the screening "
                    "depend on it.",
                ),
                both(
                    "Какъв е графикът на мощностите по години? По него искаме от дружествата точно число.",
                    "What is the schedule of power by year? With it we ask the companies for an exact number.",
                ),
                both(
                    "Кой е крайният собственик и участва ли чужда държава? Може да е нужен скрининг; по този въпрос "
                    "се обърнете към БАИ.",
                    "Who is the ultimate owner, and does a foreign State take part? Screening may be needed; for it "
                    "turn to БАИ.",
                ),
                both(
                    "Кога решавате и между кои места? По отговора подреждаме данните.",
                    "When do you decide, and between which places? We order the data accordingly.",
                ),
                both(
                    "Поръчано ли е оборудване или подписан ли е договор за строеж? Започната работа може да затвори "
                    "пътя към помощ.",
                    "Has equipment been ordered or a building contract signed? Works begun may close the way to aid.",
                ),
            )
        ),
        Heading(both("Поверителност и следваща стъпка", "Confidentiality and next step")),
        Text(
            both(
                "Не споделяме данните Ви с други инвеститори и ги пазим в рамките на закона; ако някой ги поиска, ще "
                "Ви уведомим. Копие до БАИ изпращаме, ако сте съгласни. Предлагаме разговор на [ден и час] или "
                "посещение на [ден].",
                "We do not share your data with other investors and protect them within the law; if anybody requests "
                "them, we will notify you. We send a copy to БАИ if you agree. We propose a call on [day and time] "
                "or a visit on [day].",
            )
        ),
        Text(both("С уважение,", "Yours sincerely,")),
        Text(both("[име, длъжност, община]", "[name, position, municipality]")),
        Heading(both("Преди изпращане (не се изпраща)", "Before sending (not to be sent)"), new_page=True),
        Lead(
            both(
                "Писмото е една страница. Текстът в квадратни скоби се попълва или се изтрива. До 48 часа (два "
                "работни дни) изпращате каквото е проверено, и казвате кога идва останалото.",
                "The letter is one page. Fill in or delete the text in square brackets. Within 48 hours (two working "
                "days) you send what has been checked, and say when the rest comes.",
            )
        ),
        checks(
            (both("Бързо ли е: до 48 часа от получаването", "Is it quick: within 48 hours of receipt"),),
            (
                both(
                    "Пълно ли е: контакт, терени, разрешителни, стимули, пет въпроса, среща",
                    "Is it complete: contact, sites, permits, incentives, five questions, meeting",
                ),
            ),
            (
                both(
                    "Вярно ли е: източник и дата до всяко число",
                    "Is it correct: a source and a date beside every number",
                ),
            ),
            (
                both(
                    "Пази ли чуждите тайни: няма данни за друг инвеститор",
                    "Does it keep secrets: no data of another investor",
                ),
            ),
            (
                both(
                    "Не обещава сума, срок или решение на друг орган",
                    "It promises no amount, time or decision of another body",
                ),
            ),
            (both("Изтрити са скобите и тази страница", "The brackets and this page have been deleted"),),
            columns=(Column(both("Проверка", "Check"), 70), Column(both("Кой", "Who"), 22)),
        ),
    ),
)
