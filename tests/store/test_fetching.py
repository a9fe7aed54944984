from __future__ import annotations

from sqlalchemy import Engine, column, func, insert, select

from sydata.store.fetching import AT_ONCE, fetched
from sydata.store.schema import meta


def test_rows_of_many_parts_stand_in_their_order_with_exact_numbers_and_gaps(engine: Engine) -> None:
    many = 2 * AT_ONCE + 3
    big = 2**62  # more than a float holds
    with engine.begin() as connection:
        connection.execute(insert(meta), [{"key": f"{at:06}", "value": big + at} for at in range(many)])
    value = func.nullif(meta.c.value, big + 1).label("value")
    frame = fetched(engine, select(meta.c.key, value).where(meta.c.value >= big).order_by(meta.c.key))
    assert frame["key"].tolist() == [f"{at:06}" for at in range(many)]
    assert frame["value"].isna().tolist() == [at == 1 for at in range(many)]
    assert frame["value"].fillna(0).tolist() == [0 if at == 1 else big + at for at in range(many)]


def test_a_query_without_rows_keeps_its_columns(engine: Engine) -> None:
    frame = fetched(engine, select(meta.c.key, meta.c.value).where(column("key") == "nothing"))
    assert (list(frame.columns), len(frame), str(frame["value"].dtype)) == (["key", "value"], 0, "Int64")
