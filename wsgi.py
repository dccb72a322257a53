"""What a WSGI server loads."""

from helpcenter.app import create_app
from helpcenter.config import load_settings

app = create_app(load_settings())
