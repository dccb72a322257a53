"""What people type into the search box is a question; what they paste from a server's answer is an error."""

import pytest

from helpcenter.bounces.recognise import looks_like_error

QUESTIONS = (
    "boîte pleine",
    "adresse introuvable",
    "adresse bloquée 90 jours",
    "mail non reçu",
    "mails dans les spams gmail",
    "la famille ne reçoit plus nos mails",
    "comment débloquer une adresse",
    "550 familles ne reçoivent pas nos mails",
    "421 mails bloqués depuis lundi",
    "450 mails par jour, est-ce trop ?",
    "500 destinataires d'un coup",
    "552 euros de cantine",
    "envoyer 4500 mails en septembre",
    "article 5.1.2 du règlement intérieur",
    "version 4.2.1 du logiciel",
    "inscriptions du 4.5.26 au 5.6.26",
    "rendez-vous le 5.12.2026 à 9 h",
    "message d'erreur en anglais",
    "que veut dire user unknown",
    "c'est quoi une erreur permanente",
    "mailbox full que faire",
    "delivery status notification c'est quoi",
    "non remis",
    "pourquoi mon message n'a pas été remis",
    "mailer-daemon",
    "qui est mailer daemon ?",
    "spam detected free",
    "liste noire",
    "orange bloque nos mails",
    "tutoriel outlook expéditeur approuvé",
    "ajouter ne-pas-repondre@ani.example aux contacts",
    "famille.a@example.org ne reçoit rien",
    "permanent error",
    "what does soft bounce mean",
    "mailbox full",
    "how to unblock an address",
    "",
    "550",
)
ERRORS = (
    "550 5.1.1 <famille.a@example.org>: Recipient address rejected: User unknown",
    "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]",
    "552 5.2.2 Boîte aux lettres pleine",
    "452-4.2.2 The email account that you tried to reach is over quota",
    "421 Too many spams from your IP (198.51.100.7)",
    "550 spam detected",
    "550 User unknown",
    "550 Utilisateur inconnu",
    "554 delivery error: dd This user doesn't have an account",
    "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
    "host mx.example.org[192.0.2.70] said: 550 5.1.1 User unknown (in reply to RCPT TO command)",
    "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'",
    "smtp; 550 5.1.1 User unknown",
    "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
    "Final-Recipient: rfc822; famille.a@example.org\nAction: failed\nStatus: 5.1.1",
    "La réponse du serveur distant est la suivante : 550 5.1.1 The email account does not exist",
    "Votre message à famille.a@example.org n’a pas pu être remis.\nfamille.a est introuvable sur example.org.",
    "Échec de la remise à ces destinataires ou groupes :\nfamille.a@example.org\nLa boîte aux lettres du destinataire est pleine.",
    "This is the mail system at host mx.example.org.\n\nI'm sorry to have to inform you that your message could not be delivered",
    "Votre message n'est pas parvenu à famille.a@example.org, car l'adresse est introuvable ou ne peut pas recevoir de messages.",
)


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_question_is_never_taken_for_an_error(words: str) -> None:
    assert not looks_like_error(words)


def test_nine_of_ten_pasted_errors_are_recognised() -> None:
    missed = [text for text in ERRORS if not looks_like_error(text)]
    assert len(missed) <= len(ERRORS) / 10, missed
