"""The rules of the provider that sent an event; those of the installation's own for one that no file names."""

from flask import current_app

from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.providers.shelf import Policies
from helpcenter.suppressions.following import PolicyOf


def make_policy_of(policies: Policies, own: str) -> PolicyOf:
    """Finds the policy by the name of a provider."""

    def find(provider: str) -> ProviderPolicy:
        # A block may outlive the file of the provider that told of it.
        return policies.find(provider) or policies.find(own) or ARTICLE_POLICY

    return find


def policy_of(provider: str) -> ProviderPolicy:
    """The policy of a provider, in the application that answers this request."""
    found: PolicyOf = current_app.extensions["block_policies"]
    return found(provider)
