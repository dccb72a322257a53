"""The words by which a person who writes is told from a server: questions, greetings, “my mailbox”."""

import re

# Whoever asks, greets, or speaks of a mailbox as theirs, is a person.
A_PERSON = re.compile(
    r"\?(?:\s|[»”\"]|$)|¿|\b(?:ma (?:boîte|messagerie|adresse)|mon (?:adresse|compte|e-?mail)|mes (?:e-?)?mails?"
    r"|my (?:mailbox|inbox|address|account)|mein(?:e|em|en)? (?:postfach|adresse|konto|e-?mails?)|mi (?:buzón|correo|cuenta|dirección)"
    r"|I (?:am|was) (?:getting|trying|using|seeing|having)|I (?:get|got|checked|keep|need|want|noticed|see|found|use|received|tried)"
    r"|we (?:tried to (?:find|send|fix|understand)|need|want|are (?:getting|seeing))|(?:one|some) of my"
    r"|a (?:colleague|customer|client|user) (?:got|received|gets)"
    r"|I (?:can['’]t|cannot|don['’]t)"
    r"|my (?:server|domain|site|(?:e-?)?mails|customers|clients|users)|our (?:(?:e-?)?mails|messages|customers|users|server)"
    r"|other (?:people|families)"
    r"|please help|any (?:idea|help)|thanks in advance|nos (?:(?:e-?)?mails|messages|envois)|notre (?:serveur|domaine)"
    r"|des familles|familles qui"
    r"|je (?:reçois|n['’]arrive|voudrais|souhaite|viens|cherche)"
    r"|un (?:collègue|client) (?:a reçu|reçoit)|j['’]ai (?:reçu|essayé|vérifié|envoyé|une?)|nous (?:avons (?:reçu|un)|recevons)"
    r"|ich (?:bekomme|erhalte|habe|kann|suche)|wir (?:bekommen|erhalten|finden|suchen)|(?:ein|mein) (?:kunde|kollege)"
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

# Words of those who explain an error, or send letters to many.
TALK = re.compile(
    r"\b(?:par exemple|autre exemple|for example|e\.g\.|z\. ?b\.|zum beispiel|por ejemplo|(?:per|ad) esempio|por exemplo"
    r"|signifie|veut dire|cela veut|it means|this means|das bedeutet|bedeutet|das heißt|significa|quiere decir|vuol dire|quer dizer"
    r"|newsletter|lettre d['’]information|unsubscribe|désabonne\w*|désinscri\w*|abmelden|darse de baja|cancellarsi"
    r"|merci de votre|let us talk|see the ticket|a new post|read (?:more )?on|lire la suite|weiterlesen|leer más"
    r"|today['’]s topics|moderat\w*|modérat\w*|quarant\w+|almost full|presque pleine?|fast voll"
    r"|\d\d ?% (?:of|de|seines)|\d+ messages (?:were|have been)|(?:re)?unión|réunion|meeting|invitation|rendez-vous|sitzung|besprechung"
    r"|riunione|reunião|we (?:have )?received your|nous avons (?:bien )?reçu|wir haben ihre|hemos recibido|abbiamo ricevuto|recebemos)\b"
    r"|[”\"»“] means\b",
    re.IGNORECASE,
)

# Sentences about mails in general: a condition first, bounces as a thing, what changed here; a server speaks of one mail.
IN_GENERAL = re.compile(
    r"\A\W{0,3}(?:if|when|since|wenn|falls|seit|si|lorsque|quand|depuis|cuando|desde|se|quando|als|jeśli)\b"
    r"|\b(?:(?:one of|among) the most|most (?:common|frequent|usual) (?:error|message|cause|reason)s?|(?:typical|common|likely) causes"
    r"|l['’]une? des (?:plus|erreurs|messages|causes)"
    r"|(?:erreurs?|messages?|causes?|raisons?) (?:d['’]erreurs? )?(?:les plus|courante?s?|fréquente?s?)"
    r"|un[oa] de l[oa]s (?:más|errores|mensajes|causas)|(?:errores|causas|mensajes de error) más"
    r"|häufigsten? (?:fehler|ursache|gr[uü]nd|meldung)\w*|(?:typische|häufige) (?:ursache|gründe)\w*"
    r"|un[oa]? d(?:egli|ei|elle) (?:più|errori|cause|messaggi)|(?:errori|cause) più|um dos (?:mais|erros)|uma das (?:mais|causas)"
    r"|usually (?:means|indicates)|di solito indica|suele (?:indicar|significar)"
    r"|(?:hard|soft) bounces?|a bounce|bounces (?:with|are|and|from)|happens when"
    r"|(?:is|are) (?:invalid|rejected|blocked) when|warning when"
    r"|sauf si"
    r"|(?:we|i) (?:moved|changed|updated|have blocked|unsubscribed)|(?:our|some|my) (?:new )?(?:server|posts?|newsletters?)"
    r"|the (?:patch|next version)"
    r"|version \d|spam filters|nous vous informons|les messages (?:refusés|bloqués)|ik heb|wir haben|hemos"
    r"|abbiamo|since then|last week|to whoever)\b",
    re.IGNORECASE,
)


def is_asked(text: str) -> bool:
    """True when a person asks, greets or speaks of themselves."""
    return bool(A_PERSON.search(text) or GREETING.search(text))
