"""The words by which a person who writes is told from a server: questions, greetings, “my mailbox”."""

import re

# Whoever asks, greets, or speaks of a mailbox as theirs, is a person.
A_PERSON = re.compile(
    r"\?(?:\s|[»”\"]|$)|¿|\b(?:ma (?:boîte|messagerie|adresse)|mon (?:adresse|compte|e-?mail)|mes (?:e-?)?mails?"
    r"|my (?:mailbox|inbox|address|account)|mein(?:e|em|en)? (?:postfach|adresse|konto|e-?mails?)|mi (?:buzón|correo|cuenta|dirección)"
    r"|I (?:am|was) (?:getting|trying|using|seeing|having)|I (?:get|got|checked|keep|need|want|noticed|see|found|use)"
    r"|I (?:can['’]t|cannot|don['’]t)"
    r"|my (?:server|domain|site|(?:e-?)?mails|customers|clients|users)|our (?:(?:e-?)?mails|messages|customers|users|server)"
    r"|other (?:people|families)"
    r"|please help|any (?:idea|help)|thanks in advance|nos (?:(?:e-?)?mails|messages|envois)|notre (?:serveur|domaine)"
    r"|des familles|familles qui"
    r"|je (?:reçois|n['’]arrive|voudrais|souhaite|viens)|j['’]ai (?:reçu|essayé|vérifié|envoyé|une?)|nous (?:avons (?:reçu|un)|recevons)"
    r"|ich (?:bekomme|erhalte|habe|kann)"
    r"|unsere (?:e-?)?mails|no puedo|tengo|nuestros (?:correos|mensajes)|ho ricevuto"
    r"|le nostre (?:e-?)?mail|não consigo|recebo|nossos e-?mails"
    r"|(?:la )?mia (?:casella|posta)|(?:o |a )?minha (?:caixa|conta)|on m['’]a dit|je ne sais|i don['’]t know|ich weiß nicht)\b",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"\A\W{0,5}(?:bonjour|bonsoir|madame|hello|dear|good (?:morning|afternoon)|guten (?:tag|morgen)|hallo|liebe|hola|buenos d[ií]as"
    r"|estimad[oa]s?|buongiorno|salve|gentile|olá|bom dia|prezad[oa]s?|caros?|cher|chère|chers)\b",
    re.IGNORECASE,
)


def is_asked(text: str) -> bool:
    """True when a person asks, greets or speaks of themselves."""
    return bool(A_PERSON.search(text) or GREETING.search(text))
