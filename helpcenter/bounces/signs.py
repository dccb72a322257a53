"""The words by which a letter of a server, or a reply of a program, is told from a mail of a person: phrases, in many languages."""

from helpcenter.bounces.phrases import Phrase, read_phrase


def _phrases(text: str) -> tuple[Phrase, ...]:
    """Phrases written one after the other, a semicolon between two."""
    return tuple(read_phrase(each) for each in text.split(";") if each.strip())


# Subjects of reports.
SUBJECTS = _phrases("""
undeliver*; undelivered; returned mail; returned e-mail; failure notice; delivery status notification; delivery failure;
delivery failed; delivery has failed; mail delivery; delivery problem; delivery report; delivery notification; delivery error;
message not delivered; mail not delivered; could not be delivered; couldn't be delivered; not deliver*; unable to deliver;
mail system error; nondeliver*; non-deliver*; non deliver*; returned to sender; return to sender; returning to sender;
mail failure; mail failed; mail error; user unknown; unknown user; delayed mail; mail delayed; delivery delay*; email not sent;
could not send message; warning: could not; warning: message; message status; message delayed; error sending; bounced mail;
undelivrable; permanent error; rejected mail; message rejected; returned message; mail rejected; delivery incomplete; bounce;
non remis; non delivre; non distribue; echec de la remise; echec de remise; echec de la distribution; echec de distribution;
echec d'envoi; echec de l'envoi; echec de livraison; non remise; retard de remise; avis de non-remise; n'a pas pu etre;
notification d'etat de remise; remise retardee; message retarde; impossible de remettre; mail non livre; courrier non remis;
unzustellbar*; nicht zugestellt; nicht zustellbar; zustellung fehlgeschlagen; zustellungsfehler; fehlgeschlagene zustellung;
zustellfehler; unzustellbarkeit*; verzogerte zustellung; zustellung verzogert; rucksendung; no se puede entregar;
no se ha podido entregar; no entregado; entrega fallida; error de entrega; fallo de entrega; devuelto;
notificacion de estado de entrega; correo devuelto; no entregable; error en la entrega; entrega con retraso;
impossibile recapitare; mancato recapito; mancata consegna; non recapitabile; notifica di mancato; consegna fallita;
non consegnato; nao foi possivel entregar; nao entregue; falha na entrega; falha de entrega; devolvido; nao e possivel entregar;
onbestelbaar; niet bezorgd; niet afgeleverd; bezorging mislukt; kan niet worden bezorgd; aflevering mislukt; nie dostarczono;
niedostarczon*; nie mozna dostarczyc; niedostarczalna; zwrot wiadomosci; blad dostarczania; olevererbart; kunne ikke leveres;
kan ikke leveres; ikke leveret; toimitus epaonnistui; nedorucitelne; kezbesithetetlen; не доставлено; недоставлен*;
не удалось доставить; 配信不能; 配信できません; 送信できません; エラーメール; 未配信; 返送; 无法投递; 退信; 系统退信; 投递失败;
傳送失敗; 无法送达; 배달되지; 배달할 수; 전송되지; 반송되; teslim edilemedi; niedostarczalne; nedorucitelna;
kezbesithetetlen*; nelivrabil; ei voi toimittaa;
toimittamaton; toimitus ei onnistu; kan inte levereras; leveransen misslyckades; teslim edilemeyen; μη παραδοσιμο; не вдалося доставити;
未传递; 無法傳遞; غير قابل للتسليم; لم يتم التسليم; לא ניתן למסירה; письмо не доставлено; entrega retrasada; recapito ritardato;
entrega atrasada; opozniono dostarczenie; vertraagde bezorging; levering forsinket; доставка отложена; 配信遅延
""")
# What reports say.
OPENINGS = _phrases("""
could not be delivered; couldn't be delivered; was not delivered; wasn't delivered; not been delivered; cannot be delivered;
can't be delivered; unable to deliver; wasn't able to deliver; was not able to deliver; did not reach; delivery … failed;
failed to deliver; delivery failed; delivery has failed; not deliverable; undeliverable; permanent error; failed recipients;
permanent fatal errors; transient non-fatal errors; addresses had; delivery attempt; was not relayed; could not deliver;
couldn't deliver; error delivering; has been delayed; is delayed; trouble delivering; problem delivering; error sending;
your message is being returned;
rejected your message; message was rejected; message has been rejected; rejected recipient; could not be sent; was undeliverable;
automatically rejected; failure reasons; unknown user; user unknown; delivery errors; mailbox unavailable; not be sent;
delivery error; delivery problem; failed addresses; returned unopened; returned to you; non-delivery; nondelivery;
message not delivered; not delivered to; mailbox … does not exist; address … does not exist; user … does not exist;
mailbox exceeds; undelivered; failed because; will be retried; mailbox … full; transcript of session; returned mail;
could not send; n'a pas pu etre remis; n'a pas pu etre delivre; n'a pas pu etre distribue; n'a pas pu etre envoye;
n'a pas pu etre achemine; non remis; n'ont pas pu etre; pas pu etre remis; impossible de remettre; impossible de delivrer;
impossible d'envoyer; echec de la remise; n'a pas ete remis; n'a pas ete delivre; n'a pas ete distribue;
echec de la distribution; echec de livraison; echec de l'envoi; nicht zugestellt; unzustellbar; zustellung fehlgeschlagen;
nicht ausgeliefert; no se pudo entregar; no se ha podido entregar; no se entrego; no se ha entregado; no pudo ser entregado;
no ha podido ser entregado;
impossibile recapitare; non e stato recapitato; non e stato possibile recapitare; nao foi possivel entregar;
nao pode ser entregue; nao foi entregue; niet worden bezorgd; niet bezorgd; niet afgeleverd; nie mozna dostarczyc;
nie moze zostac dostarczona; nie zostala dostarczona; не может быть доставлено; не доставлено; не удалось доставить;
det gick inte att leverera; 送信できません; 配信できません; 届けることができません; 配信に失敗; 送信に失敗; お届けできません;
无法投递; 無法傳送; 无法送达;
dostarczenie nie powiodlo sie; doruceni se nezdarilo; dorucenie zlyhalo; a kezbesites nem sikerult; nem sikerult kezbesiteni;
livrarea nu a reusit; nu a putut fi livrat; leveransen misslyckades; kunde inte levereras; leveringen … mislykkedes;
kan ikke levere til; kunne ikke leveres; toimittaminen epaonnistui; ei voitu toimittaa; falha na entrega; a entrega falhou;
error de entrega; recapito non riuscito; niet bezorgen aan; bezorging mislukt;
bezorging aan … mislukt; fehler bei der nachrichtenzustellung;
teslim edilemedi; teslim edilemiyor; η παραδοση απετυχε; не удалось выполнить доставку; не вдалося доставити; не может быть доставлен*;
не может быть отправлено; 配信に失敗しました; 傳遞到下列; 传递到以下;
not yet been delivered; hasn't been delivered yet; delivery is delayed; n'a pas encore ete; n'a pas encore pu etre;
la remise a ces destinataires;
probleme … lors de la remise; noch nicht zugestellt; zustellung … verzogert; aun no se ha entregado; todavia no se ha entregado;
problema … al enviar; problema … al entregar; non e stato ancora recapitato; problema … durante il recapito; ainda nao foi entregue;
problema … ao entregar; nog niet bezorgd; nie zostala jeszcze dostarczona;
delivery to … delayed; will retry for; de nouvelles tentatives; temporary problem;
message … has been blocked; message … a ete bloque; nachricht … wurde blockiert; mensaje … se ha bloqueado; messaggio … e stato bloccato;
mensagem … foi bloqueada;
teslim gecikti; henuz teslim edilmedi; viivastyn*; zpozdeni doruceni; ancora recapitare;
배달하지 못했습니다; فشل التسليم; המסירה נכשלה; 退信原因; 投递到以下收件人
""")
# What a filter says that refuses a mail with a receipt.
REFUSALS = _phrases("""
automatically rejected; has been rejected; was rejected; a ete refuse; automatisch abgelehnt
""")
# What servers say when all went well; only where nothing says the contrary.
SUCCESSES = _phrases("""
successful mail delivery; successfully delivered; successful delivery notification*; delivered successfully; was delivered to;
has been delivered to; have been delivered to; recipients or groups is complete; successfully relayed; relayed successfully;
return receipt; delivered to mailbox; > relayed; (relayed; delivery receipt; was expanded; a ete remis a; a ete remis aux; a bien ete remis;
a ete remis avec succes; a ete delivre a; a ete delivre aux; a bien ete delivre; la remise … est terminee;
wurde an … zugestellt; wurde erfolgreich zugestellt; erfolgreich zugestellt; wurde den … zugestellt; se entrego a;
se ha entregado a; ha sido entregado a; entregado correctamente; e stato recapitato a; e stato consegnato a;
consegnato correttamente; foi entregue a; foi entregue aos; entregue com sucesso; is bezorgd bij; is afgeleverd bij;
zostala dostarczona do
""")
# What the program of a mailing list says that sends a mail back. A mail that waits for a moderator is not refused.
LIST_REFUSALS = _phrases("""
you are not a member; you are not member; not member of; only members; members-only; not subscribed; not allowed to post;
not permitted to post; not authorized to post; not authorized to send; posting … not allowed; message … was rejected;
message … has been rejected; message … rejected; request … has been rejected; not distributed; not been distributed;
a ete rejete; a ete refuse; est reserve aux; reservee aux abonnes; n'etes pas autorise; n'etes pas abonne;
n'a pas ete diffuse; n'a pas pu etre diffuse
""")
WAITING = _phrases("""
being held; awaits; awaiting; waiting for; en attente; confirm*; est soumis a; sera diffuse; moderation
""")
# What those say who deliver other things.
PARCELS = _phrases("""
parcel*; your package; tracking number; your order; your card; shipment; colis; votre commande; numero de suivi; paket; sendungsnummer;
paquete; su pedido; pacco; spedizione; pakket; encomenda; przesylk*
""")
# Subjects of what filters send: about the mails that they keep, or so that an unknown sender proves to be a person.
SUMMARIES = _phrases("""
quarantine*; quarantaine; quarantane; cuarentena; quarantena; quarentena; kwarantann*; spam report; spam summary; spam digest;
junk mail report; rapport de spam; rapport antispam; spam-bericht;
weekly report; daily report; rapport hebdomadaire; rapport quotidien; wochenbericht; tagesbericht;
almost full; nearly full; quota warning; approaching … limit; presque plein*; bientot plein*; quasiment plein*; fast voll;
casi lleno; casi llena; quasi pien*; quase cheia; bijna vol;
verification required; confirmation required; please confirm; action required
""")
# Subjects of automatic replies.
AWAY = _phrases("""
automatic reply; auto reply; auto-reply; autoreply; auto response; auto-response; autoresponse; automated response;
out of office; out of the office; away from my mail; vacation; on holiday; reponse automatique; absence du bureau;
absent du bureau; message d'absence; reponse d'absence; automatische antwort; abwesenheit*; respuesta automatica;
fuera de la oficina; risposta automatica; fuori sede; fuori ufficio; resposta automatica; fora do escritorio;
automatisch antwoord; afwezig*; automatyczna odpowiedz; poza biurem; automatiskt svar; автоответ; 自動返信; 自动回复; 不在
""")
