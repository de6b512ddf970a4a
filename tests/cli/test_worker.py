"""What the worker does by itself."""

from nadwa.cli.serving import do_each


def test_a_duty_that_fails_keeps_neither_the_worker_nor_the_duties_after_it() -> None:
    done: list[str] = []

    def breaks() -> None:
        done.append("broke")
        raise ValueError("a document that cannot be written")

    do_each([breaks, lambda: done.append("went on")])

    assert done == ["broke", "went on"]
