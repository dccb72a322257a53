"""What the pages of this room share: who acts, the policy of a batch, a batch or request that exists, the content of a dossier."""

from flask import abort

from helpcenter.batches.dossier import DossierContent, read_dossier
from helpcenter.batches.models import Batch, Dossier, ProviderRequest
from helpcenter.batches.queries import find_batch
from helpcenter.db import db
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.providers.setup import the_policies, the_policy
from helpcenter.web.context import services
from helpcenter.web.locale import request_locale


def policy_of(batch: Batch, locale: str = "") -> ProviderPolicy:
    """The rules of the provider whom a batch asks; our own provider's when its file is gone. A page speaks its reader's language."""
    code = locale or request_locale().code
    # Content may be taken away while a batch of that provider is still open: its page must not become an error.
    return the_policies().find(batch.provider, code) or the_policy(code)


def get_batch(batch_id: int) -> Batch:
    """The batch, or 404."""
    found = find_batch(db.session, batch_id)
    return found if found is not None else abort(404)


def get_request(batch: Batch, request_id: int) -> ProviderRequest:
    """A request of this batch, or 404."""
    found = next((request for request in batch.requests if request.id == request_id), None)
    return found if found is not None else abort(404)


def content_of(dossier: Dossier, locale: str = "") -> DossierContent:
    """What a dossier holds."""
    return read_dossier(db.session, dossier, policy_of(dossier.batch, locale), services().settings.sender_address)
