"""The form that DKIM and DMARC records share: `name=value; name=value` (RFC 6376, section 3.2)."""


def read_tags(record: str) -> dict[str, str]:
    """The tags of a record, names in small letters; what is no tag is left out."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}
