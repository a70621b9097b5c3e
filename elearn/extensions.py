"""The Flask extensions, unbound; `app.py` binds them."""

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from elearn.db import Base

database = SQLAlchemy(model_class=Base, session_options={"autoflush": True, "expire_on_commit": False})
login = LoginManager()
babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=False)
