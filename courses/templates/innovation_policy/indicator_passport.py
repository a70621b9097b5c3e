"""The passport of an indicator: fourteen fields, so that somebody else measures the same later."""

from courses.templates.model import Ask, Column, Document, Heading, Lead, both, form, log

PASSPORT = Document(
    both("pasport-pokazatel", "indicator-passport"),
    both("Паспорт на показател", "Indicator passport"),
    (
        Lead(
            both(
                "Един лист за един показател. Попълва се, преди показателят да влезе в плана, така че друг човек "
                "след две години да измери същото. Неизвестното се пише „не е проверено до …“; празно поле не се "
                "оставя.",
                "One sheet for one indicator. It is filled in before the indicator enters the plan, so that another "
                "person two years later measures the same thing. What is unknown is written “not checked until …”; "
                "no field is left empty.",
            )
        ),
        form(
            Ask(
                both("1. Име и код", "1. Name and code"),
                both(
                    "код, ако е общ: RCO или RCR",
                    "code if common: RCO or RCR",
                ),
            ),
            Ask(
                both("2. Вид", "2. Kind"),
                both(
                    "продукт: какво е налице веднага след дейността; резултат: какво се променя при хората и фирмите",
                    "output: what is there right after the activity; result: what changes with people and firms",
                ),
            ),
            Ask(
                both("3. Какво се брои", "3. What counts"),
                both("едно изречение: кой, какво, за какъв период", "one sentence: who, what, over which period"),
            ),
            Ask(
                both("4. Какво не се брои", "4. What does not count"),
                both("случаите, за които ще има спор", "the cases that will be disputed"),
            ),
            Ask(
                both("5. Мярка", "5. Unit"),
                both("брой, %, евро; при % и от колко", "number, %, euro; with % also out of how many"),
            ),
            Ask(
                both("6. Територия и обхват", "6. Territory and coverage"),
                both("община, област или страната; кои предприятия", "municipality, district or country; which firms"),
            ),
            Ask(
                both("7. Източник", "7. Source"),
                both("документ и кой го дава, с име", "the document and who provides it, by name"),
            ),
            Ask(
                both("8. Кога се измерва", "8. When it is measured"),
                both("колко често и на коя дата", "how often and on which date"),
            ),
            Ask(
                both("9. Базова стойност", "9. Baseline"),
                both("число, брой, дата, източник", "value, count, date, source"),
            ),
            Ask(both("10. Междинна цел", "10. Milestone"), both("стойност и дата", "value and date")),
            Ask(both("11. Цел", "11. Target"), both("стойност и дата", "value and date")),
            Ask(
                both("12. Как е сметната целта", "12. How the target was calculated"),
                both(
                    "колко минават през мярката и колко биха успели и без нея",
                    "how many go through the measure, and how many would succeed without it",
                ),
            ),
            Ask(
                both("13. Отговорник и заместник", "13. Person responsible and deputy"),
                both("име и длъжност", "name and position"),
            ),
            Ask(
                both("14. Слабости на данните", "14. Weaknesses of the data"),
                both("малко отговорили, смяна на методиката", "few respondents, a change of method"),
            ),
            height=1.05,
        ),
        Heading(both("Равномерна междинна цел", "Even milestone")),
        Lead(
            both(
                "База + (цел − база) × изминали години ÷ всички години. Ако ходът няма да е равен, напишете защо.",
                "Baseline + (target − baseline) × years passed ÷ all years. If the pace will not be even, say why.",
            )
        ),
        log(
            Column(both("База", "Baseline"), 17),
            Column(both("Цел", "Target"), 17),
            Column(both("Години до междинната", "Years to the milestone"), 20),
            Column(both("Години общо", "Years in all"), 16),
            Column(both("Междинна цел", "Milestone"), 30),
            blank=1,
        ),
        Heading(both("Измервания", "Measurements"), new_page=True),
        log(
            Column(both("Дата", "Date"), 14),
            Column(both("Стойност", "Value"), 13),
            Column(both("От колко", "Out of"), 13),
            Column(both("Източник: документ, страница", "Source: document, page"), 38),
            Column(both("Измерил", "Measured by"), 22),
            blank=12,
        ),
        Heading(both("Промени в паспорта", "Changes to the passport")),
        log(
            Column(both("Дата", "Date"), 14),
            Column(both("Поле", "Field"), 20),
            Column(both("Какво се промени и защо", "What changed and why"), 44),
            Column(both("Решил", "Decided by"), 22),
            blank=4,
        ),
    ),
)
