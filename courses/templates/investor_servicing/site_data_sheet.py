"""The data sheet of a site: each number with its source and date."""

from courses.templates.model import Ask, Column, Document, Heading, Law, Lead, Table, both, form

_DATA = (
    Column(both("Поле", "Field"), 38),
    Column(both("Данни", "Data"), 30),
    Column(both("Източник", "Source"), 19),
    Column(both("Дата", "Date"), 13),
)


def _facts(*fields: Ask) -> Table:
    return form(*fields, height=1.2, columns=_DATA)


SITE = Document(
    both("list-ploshtadka", "site-data-sheet"),
    both("Лист с данни за площадка", "Site data sheet"),
    (
        Lead(
            both(
                "Един лист за един терен. Всяко число има източник и дата. Неизвестното се пише „не е проверено до "
                "…“; празно поле изглежда като скрито.",
                "One sheet for one site. Every number has a source and a date. What is unknown is written “not "
                "checked until …”; an empty field looks like a hidden one.",
            )
        ),
        form(
            Ask(both("Терен: име и община", "Site: name and municipality")),
            Ask(both("Листът е верен към", "The sheet is true as of")),
            height=0.85,
        ),
        Heading(both("Имот и план", "Property and plan")),
        _facts(
            Ask(
                both("Идентификатор и площ", "Identifier and area"),
                both(
                    "дка; по кадастъра",
                    "decares; from the cadastre",
                ),
            ),
            Ask(
                both("Собственост", "Ownership"),
                both("вид, акт № и дата; не само „общински“", "kind, deed No and date; not just “municipal”"),
            ),
            Ask(
                both("Тежести и претенции", "Encumbrances and claims"),
                both("ипотеки, наеми, искания от други", "mortgages, leases, requests by others"),
            ),
            Ask(
                both("Подробен устройствен план", "Detailed spatial plan"),
                both("влязъл в сила на …, или „няма“", "in force since …, or “none”"),
            ),
            Ask(
                both("Допустимо застрояване", "Permitted development"),
                both("предназначение, плътност, височина", "use, density, height"),
            ),
        ),
        Heading(both("Мрежи", "Utilities")),
        _facts(
            Ask(
                both("Ток", "Power"),
                both(
                    "свободна мощност, MW; разстояние, м; кой я потвърди",
                    "free capacity, MW; distance, m; who confirmed it",
                ),
            ),
            Ask(both("Газ", "Gas"), both("налягане; разстояние, м", "pressure; distance, m")),
            Ask(both("Вода", "Water"), both("диаметър, дебит; разстояние, м", "diameter, flow; distance, m")),
            Ask(both("Канализация", "Sewer"), both("има ли, докъде, капацитет", "whether, how far, capacity")),
            Ask(both("Оптична връзка", "Fibre connection"), both("доставчик; разстояние, м", "provider; distance, m")),
        ),
        Heading(both("Достъп и хора", "Access and people"), new_page=True),
        _facts(
            Ask(both("Път", "Road"), both("клас, ширина, ограничения", "class, width, restrictions")),
            Ask(
                both("Железница и летище", "Railway and airport"),
                both("км до товарна гара и летище", "km to goods station and airport"),
            ),
            Ask(both("Хора в обхват 30 минути", "People within 30 minutes"), both("брой, година", "number, year")),
            Ask(both("Хора в обхват 45 минути", "People within 45 minutes"), both("брой, година", "number, year")),
            Ask(
                both("Обучени кадри", "Trained staff"),
                both("училища, специалности, завършващи на година", "schools, subjects, graduates a year"),
            ),
        ),
        Heading(both("Ограничения и ред", "Constraints and procedure")),
        _facts(
            Ask(
                both("Околна среда", "Environment"),
                both("защитени зони, наводнения, сервитути", "protected areas, floods, easements"),
            ),
            Ask(
                both("Вписан индустриален парк", "Registered industrial park"),
                both("да, с № в регистъра; или не", "yes, with its number; or no"),
            ),
            Ask(both("Ред и цена за предоставяне", "Procedure and price")),
            Ask(
                both("Слабости, които казваме сами", "Weaknesses we name ourselves"),
                both("винаги се пише нещо", "something is always written"),
            ),
        ),
        Heading(both("Кой отговаря за листа", "Who answers for the sheet")),
        form(
            Ask(both("Съставил", "Compiled by")),
            Ask(both("Проверил", "Checked by")),
            Ask(
                both("Контакт за инвеститора", "Contact for the investor"),
                both("име, пряк телефон, поща", "name, direct telephone, e-mail"),
            ),
            Ask(both("Следващ преглед", "Next review"), both("най-късно след година", "within a year at the latest")),
            height=0.85,
        ),
        Law(
            both(
                "Данните за мрежите: когато възложителят го поиска със заявлението за виза, главният архитект пише "
                "до дружествата до 7 дни, а те отговарят до 14 дни, безплатно (ЗУТ, чл. 140а, ал. 1–3; ДВ, бр. 87 от "
                "2025 г.). Парк с облекчения е само вписаният (ЗИП, чл. 23).",
                "Utility data: when the developer asks for it with the application for a design visa, the chief "
                "architect writes to the companies within 7 days, and they answer within 14 days, free of charge "
                "(Spatial Development Act, Art. 140а, para. 1–3; State Gazette 87 of 2025). Only a registered park "
                "has the reliefs (Industrial Parks Act, Art. 23).",
            )
        ),
    ),
)
