"""What a page puts around its article: menus, share bars, related lists, forms, notices, appeals, footers.

Every piece is a list of lines made by a seeded generator. Fixed wording (written for this benchmark)
stands beside invented entries in about the proportion of real pages, where some four fifths of the
lines of the chrome are found on no other site.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .prose import entry, headline, name, paragraph, sentence
from .vocabulary import Vocabulary

__all__ = ["WORDING", "Wording", "above", "below", "within"]


@dataclass(frozen=True)
class Wording:
    """The fixed phrases of one language's chrome."""

    skip: tuple[str, ...]
    menu: tuple[str, ...]
    share: tuple[str, ...]
    related: tuple[str, ...]
    more: tuple[str, ...]
    form: tuple[str, ...]
    footer: tuple[str, ...]
    consent: tuple[str, ...]
    donate: tuple[str, ...]
    letter: tuple[str, ...]
    ads: tuple[str, ...]


# fmt: off
_NETWORKS = (
    "Facebook", "Twitter", "X", "LinkedIn", "WhatsApp", "Email", "Reddit", "Pinterest", "Telegram",
    "Instagram",
)

_EN = Wording(
    skip=(
        "Skip to main content", "Skip to content", "Jump to navigation", "Menu", "Open menu", "Close",
        "Toggle search",
    ),
    menu=(
        "Home", "About", "About Us", "Contact", "Contact Us", "News", "Blog", "Events", "Careers",
        "Shop", "Search",
        "Log in", "Sign in", "Register", "My account", "Subscribe", "Newsletter", "Podcasts", "Videos",
        "Help", "FAQ",
    ),
    share=(
        "Share", "Share this article", "Copy link", "Print", "Tweet", "Save", "Share on {net}",
        "{net}",
    ),
    related=(
        "Related articles", "You may also like", "More from {site}", "Most read",
        "Recommended for you", "Read next",
    ),
    more=(
        "Read more", "Read more…", "Continue reading", "See all", "Load more", "View all",
        "Learn more", "Show more",
    ),
    form=(
        "Leave a Reply", "Leave a comment",
        "Your email address will not be published. Required fields are marked *",
        "Comment *", "Name *", "Email *", "Website",
        "Save my name, email, and website in this browser for the next time I comment.", "Post Comment",
        "Notify me of new comments via email.",
        "This site uses a spam filter. Learn how your comment data is processed.",
    ),
    footer=(
        "Privacy Policy", "Terms of Use", "Cookie Policy", "Accessibility", "Sitemap",
        "Advertise with us", "Press",
        "© {year} {site}. All rights reserved.", "Follow us", "Back to top", "Legal notice",
        "Cookie settings", "RSS",
        "Do not sell my personal information", "Powered by {word}",
    ),
    consent=(
        "We use cookies and similar technologies to give you the best experience on {site}. "
        "By continuing to browse, you agree to our use of cookies.",
        "Accept all", "Reject all", "Manage preferences", "Strictly necessary cookies", "Always active",
    ),
    donate=(
        "Support independent journalism",
        "{site} is free to read because readers like you pay for it. If you value our work, "
        "please consider a contribution today, however small.",
        "Donate now", "Once", "Monthly", "Annual", "$5 per month", "$10 per month", "$20 per month",
        "Other amount",
        "Continue",
    ),
    letter=(
        "Sign up for our newsletter", "Get the best of {site} delivered to your inbox every morning.",
        "Email address",
        "Subscribe",
        "By signing up you agree to our terms and privacy policy. You can unsubscribe at any time.",
    ),
    ads=(
        "Advertisement", "ADVERTISEMENT", "Story continues below advertisement", "Sponsored content",
        "Ad",
    ),
)
_EU = Wording(
    skip=("Aller au contenu", "Zum Inhalt springen", "Saltar al contenido", "Menü", "Fermer"),
    menu=(
        "Accueil", "Startseite", "Inicio", "Contact", "Kontakt", "Über uns", "Qui sommes-nous",
        "Anmelden", "Noticias",
    ),
    share=("Partager", "Teilen", "Compartir", "Partager sur {net}", "Auf {net} teilen", "{net}"),
    related=(
        "À lire aussi", "Das könnte Sie auch interessieren", "Artículos relacionados", "Les plus lus",
    ),
    more=("Lire la suite", "Weiterlesen", "Leer más", "Mehr anzeigen", "Voir plus"),
    form=(
        "Laisser un commentaire", "Schreiben Sie einen Kommentar", "Nom *", "E-Mail *",
        "Enviar comentario",
    ),
    footer=(
        "Mentions légales", "Impressum", "Datenschutz", "Aviso legal",
        "© {year} {site}. Tous droits réservés.",
    ),
    consent=(
        "Nous utilisons des cookies pour améliorer votre visite sur {site}.", "Alle akzeptieren",
        "Rechazar todo",
    ),
    donate=("Soutenez {site}", "Jetzt spenden", "Faire un don", "Mensuel", "Continuer"),
    letter=("Inscrivez-vous à la newsletter", "Newsletter abonnieren", "Adresse e-mail", "S’abonner"),
    ads=("Publicité", "Anzeige", "Publicidad"),
)
_RU = Wording(
    skip=("Перейти к содержанию", "Меню", "Закрыть"),
    menu=("Главная", "Новости", "О нас", "Контакты", "Войти", "Регистрация", "Поиск", "Подписка"),
    share=("Поделиться", "Поделиться в {net}", "Скопировать ссылку", "{net}"),
    related=("Читайте также", "Похожие статьи", "Самое читаемое", "Материалы по теме"),
    more=("Читать далее", "Подробнее", "Показать ещё", "Все новости"),
    form=(
        "Добавить комментарий", "Ваш адрес email не будет опубликован. Обязательные поля помечены *",
        "Имя *", "Сайт",
    ),
    footer=(
        "Политика конфиденциальности", "Карта сайта", "© {year} {site}. Все права защищены.",
        "Реклама на сайте",
    ),
    consent=("Мы используем файлы cookie, чтобы сайт работал лучше.", "Принять", "Отклонить"),
    donate=("Поддержите {site}", "Пожертвовать", "Ежемесячно", "Один раз", "Продолжить"),
    letter=("Подпишитесь на рассылку", "Введите ваш email", "Подписаться"),
    ads=("Реклама", "На правах рекламы"),
)
_AR = Wording(
    skip=("انتقل إلى المحتوى", "القائمة", "إغلاق"),
    menu=("الرئيسية", "أخبار", "من نحن", "اتصل بنا", "تسجيل الدخول", "بحث", "اشترك"),
    share=("مشاركة", "شارك على {net}", "نسخ الرابط", "{net}"),
    related=("اقرأ أيضا", "مقالات ذات صلة", "الأكثر قراءة"),
    more=("اقرأ المزيد", "المزيد", "عرض الكل"),
    form=(
        "اترك تعليقا", "لن يتم نشر عنوان بريدك الإلكتروني.", "الاسم *", "البريد الإلكتروني *",
        "إرسال التعليق",
    ),
    footer=("سياسة الخصوصية", "شروط الاستخدام", "© {year} {site}. جميع الحقوق محفوظة.", "أعلن معنا"),
    consent=("نستخدم ملفات تعريف الارتباط لتحسين تجربتك.", "قبول الكل", "رفض"),
    donate=("ادعم {site}", "تبرع الآن", "شهريا", "مرة واحدة"),
    letter=("اشترك في النشرة البريدية", "البريد الإلكتروني", "اشتراك"),
    ads=("إعلان", "محتوى ممول"),
)
_JA = Wording(
    skip=("コンテンツへスキップ", "メニュー", "閉じる"),
    menu=("ホーム", "ニュース", "会社概要", "お問い合わせ", "ログイン", "会員登録", "検索", "ブログ"),
    share=("シェアする", "{net}でシェア", "リンクをコピー", "{net}"),
    related=("関連記事", "おすすめ記事", "人気記事ランキング", "あわせて読みたい"),
    more=("続きを読む", "もっと見る", "一覧を見る", "詳しくはこちら"),
    form=("コメントを残す", "メールアドレスが公開されることはありません。", "名前 *", "コメントを送信"),
    footer=("プライバシーポリシー", "利用規約", "© {year} {site} 無断転載を禁じます", "広告掲載について"),
    consent=("当サイトではクッキーを使用しています。", "同意する", "拒否する"),
    donate=("{site}を支援する", "寄付する", "毎月", "一回のみ"),
    letter=("メールマガジンに登録", "メールアドレス", "登録する"),
    ads=("広告", "スポンサーリンク"),
)
# fmt: on
WORDING = {"en": _EN, "eu": _EU, "ru": _RU, "ar": _AR, "ja": _JA}
"""Fixed phrases by language code of `vocabulary.LANGUAGES`."""


@dataclass(frozen=True)
class _Site:
    """What stays the same on all of one page: its language, its site's name, its list mark."""

    rng: Random
    words: Vocabulary
    wording: Wording
    title: str
    mark: str

    def fill(self, phrase: str) -> str:
        """A phrase with its places filled in."""
        if "{" not in phrase:
            return phrase
        return (
            phrase.replace("{site}", self.title)
            .replace("{net}", self.rng.choice(_NETWORKS))
            .replace("{year}", str(self.rng.randint(2012, 2026)))
            .replace("{word}", self.rng.choice(self.words.names))
        )

    def some(self, phrases: tuple[str, ...], most: int) -> list[str]:
        """Up to `most` of the phrases, in their order."""
        count = min(len(phrases), self.rng.randint(1, most))
        chosen = sorted(self.rng.sample(range(len(phrases)), count))
        return [self.fill(phrases[i]) for i in chosen]

    def bullets(self, items: list[str]) -> list[str]:
        """Lines with the page's list mark, sometimes deeper."""
        deep = self.rng.random() < 0.3
        return [("  " if deep and i % 5 else "") + self.mark + item for i, item in enumerate(items)]

    def menu(self, least: int, most: int) -> list[str]:
        """A menu: one entry in five is one that many sites have."""
        rng = self.rng
        return self.bullets(
            [
                rng.choice(self.wording.menu) if rng.random() < 0.2 else entry(rng, self.words)
                for _ in range(rng.randint(least, most))
            ]
        )

    def teasers(self, least: int, most: int) -> list[str]:
        """Headlines of other articles, with a date, a section or 'read more' below some."""
        rng = self.rng
        lines = ["", self.fill(rng.choice(self.wording.related)), ""]
        style = rng.randrange(4)
        for _ in range(rng.randint(least, most)):
            lines += ["", headline(rng, self.words)] if style else [self.mark + headline(rng, self.words)]
            if style == 1:
                lines.append(_date(rng))
            elif style == 2:
                lines += [entry(rng, self.words), f"{rng.randint(2, 14)} min read", ""]
            elif style == 3:
                lines += [sentence(rng, self.words)[:120], rng.choice(self.wording.more), ""]
        return lines


def _site(rng: Random, words: Vocabulary) -> _Site:
    mark = rng.choice(("  • ", "  • ", "• ", "- ", "* ", "", "", ""))
    return _Site(rng, words, WORDING[words.code], name(rng, words), mark)


def _date(rng: Random) -> str:
    return f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.{rng.randint(2015, 2026)}"


def above(rng: Random, words: Vocabulary) -> list[str]:
    """The lines over an article."""
    site = _site(rng, words)
    wording = site.wording
    lines = [*site.some(wording.skip, 3), site.title, ""]
    if rng.random() < 0.3:
        lines += [*(site.fill(p) for p in wording.consent), ""]
    lines += [*site.menu(25, 85), "", *site.some(wording.menu, 3), ""]
    if rng.random() < 0.4:
        lines += [" > ".join([wording.menu[0], entry(rng, words), entry(rng, words)]), ""]
    if rng.random() < 0.6:
        lines += [name(rng, words), _date(rng), ""]
    if rng.random() < 0.5:
        lines += [*site.some(wording.share, 5), str(rng.randint(0, 900)), ""]
    return lines


def within(rng: Random, words: Vocabulary) -> list[str]:
    """A few lines in the midst of an article: an advertisement, a teaser, a sign-up box, an appeal."""
    site = _site(rng, words)
    wording = site.wording
    kind = rng.random()
    if kind < 0.45:
        return [rng.choice(wording.ads)]
    if kind < 0.75:
        return [f"{rng.choice(wording.more).rstrip('…')}: {headline(rng, words)}"]
    return [site.fill(p) for p in (wording.letter if kind < 0.92 else wording.donate)]


def below(rng: Random, words: Vocabulary) -> list[str]:
    """The lines under an article."""
    site = _site(rng, words)
    wording = site.wording
    lines = ["", *site.bullets([entry(rng, words) for _ in range(rng.randint(0, 8))]), ""]
    if rng.random() < 0.4:
        lines += [*site.some(wording.share, 5), ""]
    if rng.random() < 0.3:
        lines += [name(rng, words), sentence(rng, words), ""]
    if rng.random() < 0.2:
        lines += [*(site.fill(p) for p in wording.donate), ""]
    for _ in range(rng.randint(1, 3)):
        lines += site.teasers(4, 12)
    if rng.random() < 0.25:
        for _ in range(rng.randint(1, 6)):
            lines += [name(rng, words), paragraph(rng, words), rng.choice(wording.form), ""]
    if rng.random() < 0.25:
        lines += ["", *(site.fill(p) for p in wording.form), ""]
    if rng.random() < 0.25:
        lines += ["", *site.some(wording.letter, 5), ""]
    for _ in range(rng.randint(3, 8)):
        lines += ["", entry(rng, words), "", *site.menu(4, 16)]
    return [*lines, "", *site.some(wording.footer, 8)]
