"""Words for the generated texts: common words as they are, the long tail invented.

Frequencies follow Zipf's law (rank-frequency with Mandelbrot's shift, p ~ 1 / (rank + 2.7)), so a
few words make up half of a text and most words are rare, as in real prose. The common words are
real because rules look for real words: "read", "share", "search" and "support" turn up in ordinary
sentences, and a benchmark without them would flatter every literal check.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

__all__ = ["LANGUAGES", "Vocabulary", "japanese_ending", "vocabulary"]

TAIL = 30_000
"""Invented words of a language with an alphabet."""

STREAM = 400_000
"""Words drawn in advance; a sentence is a slice of this stream."""

_EN_COMMON = """
the of and to in a is that for it was on with as be at by this had not are but from or have an they
which one you were all her she there would their we him been has when who will no more if out so up said
what its about than into them can only other time new some could these two may first then do any like my
now over such our man me even most made after also well before must through years where much your way
down should because long each just state those people too mr how little good world make very year still
see work life get here between both under never day same another know while last might us great old off
come since go against came right used take three states himself few house use during without again place
around however home small found mrs thought went say part once general high upon school every don't does
got united left number course war until always away something fact though water less public put think
almost hand enough far took head yet government system better set told nothing night end why called
didn't eyes find going look asked later knew point next city program business give group toward young
days let room word words side given order power several often early face important want children things
within large national social family among company local report team health money market country research
study week month plan service support read share search follow continue free online website story news
community members member open start help area change access available best video today full back view
click email post view review learn office data project event close account product customers price sales
percent law court police president minister party women men students food history interest likely level
main result question process problem example design provide include including development future
information experience become recent according expected announced released it's we're they're i'm that's
can't won't doesn't isn't there's you're wasn't couldn't we've i've
"""
_EN_RARE = """
comment comments reply subscribe subscribed donate donated donation cookies cookie consent advertisement
newsletter privacy policy terms copyright reserved login log sign registered register related article
articles tweet pinned facebook twitter linkedin instagram download podcast sponsor sponsored menu skip
navigation browser javascript monthly annual yearly contribute contribution reader readers journalism
independent paywall trial unlimited inbox
"""

_RU_COMMON = """
и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой ты от так о год же
как мочь человек вы такой его сказать только или ещё бы себя один как уже до время если сам другой для
говорить наш мой знать стать при чтобы дело жизнь кто первый очень два день её новый рука даже во со раз
где там под можно ну какой после их работа без самый потом надо хотеть ли слово идти большой должен
место иметь ничто сейчас тут лицо каждый друг нет теперь ни глаз тоже тогда видеть вопрос через да здесь
дом да потому сторона какой-то думать сделать страна жить чем мир об последний случай голова более
делать что-то смотреть ребёнок просто конечно сила российский конец перед несколько вид система всегда
работать между три понять пойти часть спросить город дать также никто понимать получить отношение лишь
второй именно ваш хотя ни сидеть над женщина оказаться русский один взять прийти являться читать
комментарий поделиться подписаться новости поиск компания поддержать сайт статья материал политика
"""
_AR_COMMON = """
في من على إلى أن التي الذي هذا هذه كان عن مع ما لا بعد كل بين قد ذلك أو كما لم هو هي قال عند حتى إذا ثم
منذ غير كانت عام خلال حول أي أكثر قبل يكون حيث فيها عليه منها به لها أنه إن العام الأول يوم تم الدول بعض
أمام جديد دون وقد وكان وفي الناس العالم البلاد المدينة الحكومة الرئيس وزير شركة العمل الحياة الوقت مرة
كبيرة جدا فقط أيضا لكن اقرأ المزيد مشاركة تعليق الأخبار بحث دعم موقع المقال سياسة تابع
"""
_JA_PARTICLES = """
は が を に で と も の から まで へ や より では には とは として によって については という
"""
_JA_VERBS = """
した している されている となった と述べた と話す がある であった になる ことが分かった
を発表した とみられる ではない と考えられる を目指す が続いている を行った に向かう
が求められる を示した
"""
_KANJI = (
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者"
    "党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目"
    "表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小"
    "七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北"
    "午指権心界支第産結百派点教報済書府活"
)
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロガギグゲゴザジズ"

_ONSETS = "b c d f g h l m n p r s t v w b c d l m n r s t br cl dr gr pl sh st str th tr ch k j"
_VOWELS = "a e i o u a e i o ai ea ee ou oo ia io"
_CODAS = "n r s t l m d ck nd nt st ll rn p g"
_ENDINGS = "s ed ing er ion al ly ment ness able ity ive ous y e"
_ACCENTS = {"a": "àâäá", "e": "éèêë", "i": "îïí", "o": "ôöó", "u": "ûüú", "n": "ñ", "c": "ç"}
_RU_ONSETS = "б в г д ж з к л м н п р с т ф х ч ш пр ст тр кр гр сл вл зн"
_RU_VOWELS = "а е и о у я ю ы а о е и"
_RU_CODAS = "н р к л"
_RU_ENDINGS = "ть ный ная ого ние ость ы а ом ами ский лся ла ет ил ке"
_AR_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass(frozen=True)
class Vocabulary:
    """What sentences of one language are made of.

    `stream` holds words in the order they were drawn, `names` invented proper names, `content`
    rarer words for headlines and menus, `joint` what stands between words, `stop` what ends a sentence.
    """

    code: str
    stream: tuple[str, ...]
    names: tuple[str, ...]
    content: tuple[str, ...]
    joint: str = " "
    comma: str = ","
    stop: str = "."


@dataclass(frozen=True)
class _Sounds:
    """What the words of a language are put together from; an empty coda or ending counts as one."""

    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    codas: tuple[str, ...]
    endings: tuple[str, ...]

    def word(self, rng: Random, most: int) -> str:
        """An invented word of up to `most` syllables and perhaps an ending."""
        pick = rng.choice
        count = rng.randint(1, most)
        body = "".join([pick(self.onsets) + pick(self.vowels) + pick(self.codas) for _ in range(count)])
        return body + pick(self.endings)


def _sounds(onsets: str, vowels: str, codas: str, endings: str, *, no_coda: int, no_ending: int) -> _Sounds:
    return _Sounds(
        tuple(onsets.split()),
        tuple(vowels.split()),
        (*codas.split(), *[""] * no_coda),
        (*endings.split(), *[""] * no_ending),
    )


_ENGLISH = _sounds(_ONSETS, _VOWELS, _CODAS, _ENDINGS, no_coda=22, no_ending=15)
_RUSSIAN = _sounds(_RU_ONSETS, _RU_VOWELS, _RU_CODAS, _RU_ENDINGS, no_coda=2, no_ending=0)


def _english_tail(rng: Random) -> str:
    return _ENGLISH.word(rng, 2)


def _accented_tail(rng: Random) -> str:
    word = _english_tail(rng)
    if rng.random() < 0.35:
        letter = rng.choice(sorted(_ACCENTS))
        word = word.replace(letter, rng.choice(_ACCENTS[letter]), 1)
    return word


def _russian_tail(rng: Random) -> str:
    return _RUSSIAN.word(rng, 3)


def _arabic_tail(rng: Random) -> str:
    word = "".join(rng.choices(_AR_LETTERS, k=rng.randint(3, 6)))
    return ("ال" if rng.random() < 0.3 else "") + word + ("ة" if rng.random() < 0.2 else "")


def _japanese_tail(rng: Random) -> str:
    if rng.random() < 0.25:
        return "".join(rng.choices(_KATAKANA, k=rng.randint(3, 6)))
    return "".join(rng.choices(_KANJI, k=rng.choice((1, 2, 2, 2, 3, 4))))


_TAILS = {
    "en": (_EN_COMMON, _english_tail),
    "eu": (_EN_COMMON, _accented_tail),
    "ru": (_RU_COMMON, _russian_tail),
    "ar": (_AR_COMMON, _arabic_tail),
    "ja": ("", _japanese_tail),
}
LANGUAGES = tuple(_TAILS)
"""English; the same with accents as in western Europe; Russian; Arabic; Japanese."""


@cache
def vocabulary(code: str) -> Vocabulary:
    """The words of a language, the same in every run.

    Args:
        code: one of `LANGUAGES`.
    """
    rng = Random(f"vocabulary {code}")
    common, invent = _TAILS[code]
    tail = list(dict.fromkeys(invent(rng) for _ in range(TAIL)))
    words = list(dict.fromkeys(common.split())) + tail
    if code in ("en", "eu"):  # chrome's own words, as rare as they are in articles (10 to 60 in a million)
        for word in _EN_RARE.split():
            words.insert(rng.randint(1_500, 8_000), word)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    stream = rng.choices(words, cum_weights=weights, k=STREAM if code == "en" else STREAM // 4)
    if code == "ja":
        particles = _JA_PARTICLES.split()
        stream = [word + rng.choice(particles) for word in stream]
        return Vocabulary(code, tuple(stream), tuple(tail[:2_000]), tuple(tail), "", "、", "。")
    names = tuple(invent(rng).capitalize() for _ in range(3_000))
    return Vocabulary(code, tuple(stream), names, tuple(tail[:12_000]), comma="،" if code == "ar" else ",")


def japanese_ending(rng: Random) -> str:
    """A verb for the end of a Japanese sentence."""
    return rng.choice(_JA_VERBS.split())
