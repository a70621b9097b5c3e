"""The note at an incident: whom to call, what is due by when, what each notification holds."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, Table, Tick, both, checks, form

_YES_NO_UNKNOWN = Tick((both("да", "yes"), both("не", "no"), both("още не е известно", "not known yet")))
_YES_NO = Tick((both("да", "yes"), both("не", "no")))
_REPORT = (Column(both("Какво се пише", "What is written"), 46), Column(both("Запис", "Entry"), 54))
_WHAT = Column(both("Поле", "Field"), 46)
_ENTRY = Column(both("Запис", "Entry"), 54)


_PERIODS = Table(
    (
        Column(both("Уведомяване", "Notification"), 36),
        Column(both("Срок", "Period"), 30),
        Column(both("Последен ден и час", "Last day and hour"), 17),
        Column(both("Изпратено: ден, час", "Sent: day, hour"), 17),
    ),
    tuple(
        (what, period, None, None)
        for what, period in (
            (
                Ask(both("1. Ранно предупреждение до СЕРИКС", "1. Early warning to СЕРИКС")),
                both("24 часа след установяването", "24 hours after detecting it"),
            ),
            (
                Ask(both("2. Уведомление за инцидент до СЕРИКС", "2. Incident notification to СЕРИКС")),
                both("72 часа след установяването", "72 hours after detecting it"),
            ),
            (
                Ask(
                    both("3. Уведомление до КЗЛД", "3. Notification to КЗЛД"),
                    both("лични данни и риск за хората", "personal data and a risk for people"),
                ),
                both(
                    "72 часа, след като сме разбрали за нарушението",
                    "72 hours after becoming aware of the breach",
                ),
            ),
            (
                Ask(
                    both("4. Ползватели на услугата", "4. Users of the service"),
                    both("когато е подходящо", "where appropriate"),
                ),
                both("без ненужно забавяне", "without undue delay"),
            ),
            (
                Ask(both("5. Окончателен доклад до СЕРИКС", "5. Final report to СЕРИКС")),
                both("един месец след подаването на уведомлението", "one month after submitting the notification"),
            ),
            (
                Ask(
                    both("6. Междинен доклад до СЕРИКС", "6. Interim report to СЕРИКС"),
                    both("ако ред 5 заварва неовладян инцидент", "if line 5 finds the incident not under control"),
                ),
                both(
                    "вместо ред 5; окончателният е до един месец от справянето",
                    "instead of line 5; the final one within one month of handling it",
                ),
            ),
        )
    ),
)

INCIDENT = Document(
    both("belezhka-incident", "incident-note"),
    both("Бележка при инцидент", "Incident note"),
    (
        Lead(
            both(
                "24 часа, 72 часа, един месец. Дръжте отпечатан екземпляр с попълнени контакти там, където го има и "
                "без компютър. Бележката събира каквото трябва за уведомленията; самите те се подават по образеца от "
                "наредбата.",
                "24 hours, 72 hours, one month. Keep a printed copy, with the contacts filled in, where it can be "
                "found without a computer too. The note gathers what the notifications need; they themselves are "
                "submitted on the form of the ordinance.",
            )
        ),
        Heading(both("Преди инцидент: на кого се обаждате", "Before an incident: whom you call")),
        form(
            Ask(
                both(
                    "Отговорник по мрежова и информационна сигурност",
                    "Officer for network and information security",
                )
            ),
            Ask(both("Негов заместник", "The deputy")),
            Ask(both("Длъжностно лице по защита на данните", "Data protection officer")),
            Ask(both("Ръководител", "Head of the administration")),
            Ask(both("Поддръжка на системите", "Support of the systems")),
            Ask(
                both("СЕРИКС", "СЕРИКС"),
                both(
                    "екип за реагиране при инциденти: адрес за уведомления",
                    "incident response team: address for notifications",
                ),
            ),
            Ask(
                both("КЗЛД", "КЗЛД"),
                both(
                    "Комисия за защита на личните данни: адрес за уведомления",
                    "Commission for Personal Data Protection: address for notifications",
                ),
            ),
            height=0.95,
            columns=(
                Column(both("Кой", "Who"), 46),
                Column(both("Име, адрес", "Name, address"), 27),
                Column(both("Телефон по всяко време", "Telephone at any hour"), 27),
            ),
        ),
        Heading(both("В първия час", "In the first hour")),
        checks(
            (
                both(
                    "Засегнатите устройства са извадени от мрежата; не са изключени, освен ако специалистът е казал "
                    "друго",
                    "The affected devices are off the network; not switched off unless the specialist said otherwise",
                ),
            ),
            (both("Записан е часът на установяване", "The hour of detecting it has been written down"),),
            (both("Повикан е отговорникът или заместникът му", "The officer or the deputy has been called"),),
            (both("Повикано е длъжностното лице по защита на данните", "The data protection officer has been called"),),
            (
                both(
                    "Не е плащано, не е отговаряно на нападателя и на медиите не е обещан час",
                    "No payment, no reply to the attacker, no hour promised to the media",
                ),
            ),
            (
                both(
                    "Постъпващите заявления се записват на хартия, с час",
                    "Incoming applications are recorded on paper, with the hour",
                ),
            ),
            columns=(
                Column(both("Действие", "Action"), 60),
                Column(both("Кой", "Who"), 18),
                Column(both("Час", "Hour"), 14),
            ),
            height=0.95,
        ),
        Heading(both("Какво знаем", "What we know"), new_page=True),
        form(
            Ask(
                both("Установен: ден и час", "Detected: day and hour"),
                both(
                    "оттук текат 24 и 72 часа; събота и неделя се броят",
                    "24 and 72 hours run from here; weekends count",
                ),
            ),
            Ask(both("Кой го установи и как", "Who detected it, and how")),
            Ask(both("Какво не работи", "What does not work")),
            Ask(
                both("Кого засяга", "Whom it affects"),
                both("служби, граждани, фирми; колко", "services, citizens, firms; how many"),
            ),
            Ask(
                both("Значителен ли е и защо", "Is it significant, and why"),
                both(
                    "причинил е или може да причини сериозно смущение в услугите, финансова загуба или значителни "
                    "вреди за други",
                    "it has caused or can cause serious disruption of services, financial loss or considerable "
                    "damage to others",
                ),
            ),
            Ask(both("Какво е направено досега", "What has been done so far")),
            columns=(_WHAT, _ENTRY),
            height=1.15,
        ),
        Heading(both("Срокове", "Periods")),
        _PERIODS,
        Heading(both("До 24 часа: ранно предупреждение", "Within 24 hours: early warning")),
        Table(
            _REPORT,
            (
                (
                    Ask(
                        both(
                            "Предполагат ли се незаконосъобразни или злонамерени действия",
                            "Are unlawful or malicious acts suspected",
                        )
                    ),
                    _YES_NO_UNKNOWN,
                ),
                (
                    Ask(both("Може ли да има трансгранично въздействие", "Could it have a cross-border impact")),
                    _YES_NO_UNKNOWN,
                ),
                (Ask(both("Лице за връзка и телефон", "Contact person and telephone")), None),
                (
                    Ask(
                        both("Прочетено преди изпращане", "Read before sending"),
                        both("без непотвърдена причина и без обещан час", "no unconfirmed cause and no promised hour"),
                    ),
                    _YES_NO,
                ),
            ),
        ),
        Heading(both("До 72 часа: уведомление за инцидент", "Within 72 hours: incident notification"), new_page=True),
        form(
            Ask(both("Какво е ново след предупреждението", "What is new since the warning")),
            Ask(both("Първоначална оценка: тежест", "Initial assessment: severity")),
            Ask(
                both("Първоначална оценка: въздействие", "Initial assessment: impact"),
                both("услуги, хора, часове", "services, people, hours"),
            ),
            Ask(both("Техническа информация, когато има", "Technical information, where available")),
            columns=_REPORT,
            height=1,
        ),
        Heading(both("До 72 часа: лични данни", "Within 72 hours: personal data")),
        Table(
            _REPORT,
            (
                (
                    Ask(
                        both(
                            "Има ли риск за правата и свободите на хората",
                            "Is there a risk for people's rights and freedoms",
                        ),
                        both(
                            "при „не“ запишете защо; нарушението пак се документира",
                            "if “no”, write why; the breach is documented anyway",
                        ),
                    ),
                    _YES_NO,
                ),
                (
                    Ask(
                        both("Естество на нарушението", "Nature of the breach"),
                        both(
                            "категории и приблизителен брой хора и записи",
                            "categories and approximate number of people and records",
                        ),
                    ),
                    None,
                ),
                (Ask(both("Лице за връзка по защита на данните", "Contact for data protection")), None),
                (Ask(both("Евентуални последици", "Likely consequences")), None),
                (Ask(both("Взети и предложени мерки", "Measures taken and proposed")), None),
                (
                    Ask(
                        both(
                            "При висок риск: уведомени ли са хората",
                            "If the risk is high: have the people been told",
                        ),
                        both("без ненужно забавяне", "without undue delay"),
                    ),
                    _YES_NO,
                ),
            ),
            height=0.95,
        ),
        Heading(both("До един месец: окончателен доклад", "Within one month: final report")),
        form(
            Ask(both("Подробно описание, обхват и въздействие", "Detailed description, extent and impact")),
            Ask(both("Вид на заплахата или вероятна причина", "Type of threat or likely cause")),
            Ask(both("Приложени и текущи мерки", "Measures applied and under way")),
            Ask(both("Трансгранично въздействие, когато има", "Cross-border impact, if any")),
            Ask(
                both("Какво променяме", "What we change"),
                both(
                    "за нас, извън доклада",
                    "for ourselves, outside the report",
                ),
            ),
            columns=_REPORT,
            height=1.1,
        ),
        Law(
            both(
                "Закон за киберсигурност, чл. 23, ал. 1, 2, 5 и 6 и допълнителни разпоредби, § 3, т. 57 (ДВ, бр. 55 от "
                "2026 г.); Регламент (ЕС) 2016/679, чл. 33 и 34. СЕРИКС отговаря на ранното предупреждение до 24 часа "
                "(ал. 6) и може да поиска междинен доклад. Уведомяването не води до повишена отговорност. Проверете "
                "действащия текст преди употреба.",
                "Cybersecurity Act, Art. 23, para. 1, 2, 5 and 6 and Supplementary provisions, § 3, item 57 (State "
                "Gazette 55 of 2026); Regulation (EU) 2016/679, Art. 33 and 34. СЕРИКС answers the early warning "
                "within 24 hours (para. 6) and may ask for an interim report. Notifying does not increase liability. "
                "Check the text in force before use.",
            )
        ),
    ),
)
