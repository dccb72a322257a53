"""Words that say nothing of the subject, per language, without accents: little words, auxiliaries, words that ask.

"Not" and "nothing" stay: with "received" beside it, "not" is what people search for.
"""

from helpcenter.search.words import fold

FRENCH = """
a ai aie aient ait as au aucune aura aurait auront aussi autre autres aux avait avec avez avoir avons ayant bonjour c ca car ce
ceci cela celle celles celui certains ces cest cet cette ceux chaque chez ci comme comment d dans de deja depuis des deux dois
doit doivent donc dont du dun dune elle elles en encore entre es est estce et etaient etait etant ete etes etre eu eux faire fais
faisons fait fallait faudrait faut font h hui ici il ils j jai je jusqu l la laquelle le lequel les lesquels leur leurs lon lors
lorsque lui m ma mais me meme memes merci mes mettre mien moi mon n nai ne nest ni nos notre nous on ont ou oui par parce parmi
pendant peu peut peuvent peux plus plutot pour pourquoi pourrait pourriez pouvez pouvons puis puisque q qu quand que quel quelle
quelles quelqu quelque quelques quels qui quil quils quoi quon s sa sais savoir se sera serait seront ses sest si sien soient sois
soit sommes son sont souhaite sous suis sur svp t ta tant te tel telle tels tes toi ton tous tout toute toutes tres trop tu un une
va vais vers veulent veut veux voici voila vont vos votre voudrais voulez voulons vous vu y
"""
ENGLISH = """
a about after again all also am an and any are arent as at be because been before being both but by can cannot cant could couldnt
d did didnt do does doesnt doing dont each else ever for from get gets getting go goes going got had has hasnt have havent having
he hello her here hers him his how i id if ill im in into is isnt it its itself ive just ll m may me might mine more most must my
nor now of off on once one or other others our ours out over please re s same shall she should shouldnt so some such t than thanks
that thats the their theirs them then there theres these they theyre this those though to too under until up upon us ve very want
wants was wasnt way we well went were werent what whats when where which while who whom whose why will with wont would wouldnt yes
yet you your yours
"""
STOP_WORDS = {"fr": frozenset(FRENCH.split()), "en": frozenset(ENGLISH.split())}


def is_stop_word(word: str, locale: str) -> bool:
    """True when the word says nothing of the subject."""
    return fold(word) in STOP_WORDS[locale]
