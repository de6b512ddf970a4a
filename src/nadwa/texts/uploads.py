"""What is said of an uploaded file that cannot be used."""


class BadUpload(ValueError):
    """Each of `errors` names a line or a unit and what is expected there."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors
