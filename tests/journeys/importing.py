"""Tables of people that the demo has met: one checked, one applied, one undone, one whose work stopped."""

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import delete, select

from elearn.demo.cast import MUNICIPALITY
from elearn.jobs.models import Job
from elearn.people.models import Organisation
from elearn.staff import checking, jobs, service, tables
from elearn.staff.batches import Options
from elearn.staff.checking import Doors
from elearn.staff.fields import Field, matched
from elearn.staff.table import Sent
from elearn.work import Work
from tests.journeys.served import Demo

TABLE = (
    "Справка за служителите към 01.11.2026 г.\n"
    "Сл. №;Трите имена;ЕГН;Имейл;Длъжност;Дирекция;Постъпил на;Забележка\n"
    "{n}01;ДЕСИСЛАВА МАРИНОВА ГЕОРГИЕВА;7523169263;d.georgieva{n}@demo.example;главен експерт;;01.03.2019;\n"
    "{n}02;Стефан Колев;8032056031;;младши експерт;Зелен преход {n};15.09.2024;на смени\n"
    "{n}03;Радка;;r.koleva;експерт;;тази година;\n"
    "{n}04;Петя Илиева Стоянова;;coordinator@demo.example;;;;\n"
)


def imported(demo: Demo) -> Mapping[str, str]:
    """The numbers of the imports."""
    with demo.work() as work:
        checked, applied, undone, stopped = (str(_sent(work, TABLE.replace("{n}", str(n)))) for n in range(61, 65))
        for batch_id in (int(applied), int(undone)):
            with work.writing() as session:
                service.apply(session, work.actor, batch_id)
            jobs.apply_batch(work, {"batch_id": batch_id})
        with work.writing() as session:
            service.undo(session, work.actor, int(undone))
        jobs.undo_batch(work, {"batch_id": int(undone)})
        with work.writing() as session:
            service.apply(session, work.actor, int(stopped))
            session.execute(delete(Job).where(Job.kind == service.APPLY))
    return {"checked": checked, "imported": applied, "undone": undone, "stopped": stopped}


def _sent(work: Work, text: str) -> int:
    data = text.encode("cp1251")
    table = tables.read(data)
    with work.reading() as session:
        town = session.scalars(select(Organisation.id).where(Organisation.name == MUNICIPALITY)).one()
    columns = matched(table.heads, [field for field in Field if field is not Field.ROLES], but=table.refused)
    sent = Sent("служители-ноември.csv", sha256(data).hexdigest(), table)
    return checking.bring_in(Doors(work.reading, work.writing), work.actor, town, sent, columns, Options(units=True))
