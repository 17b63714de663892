/* Which lines deserve a look: see gate.py; what a line is by itself: see finding.py. */

#ifndef GATE_H
#define GATE_H

#include "looks.h"

static int is_long_line(const Sieve *s, const Text *t)
{
    Py_ssize_t last = t->size - 1;
    if (t->size < PROSE_LENGTH)
        return 0;
    if (t->size > LONG || flag(s, at(t, last), IS_END))
        return 1;
    while (last >= 0 && Py_UNICODE_ISSPACE(at(t, last)))
        last--;
    return last >= 0 && flag(s, at(t, last), IS_END);
}

/* The telling words of a key between white space, with a mark behind them: see Gate. */
static int holds_telling(const Sieve *s, const Py_UCS4 *text, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size;) {
        Hash h = START;
        Py_ssize_t start = i;
        while (i < size && !Py_UNICODE_ISSPACE(text[i]))
            h = step(h, text[i++]);
        if (i > start && table_get(&s->telling_gate, done(h)))
            return 1;
        i++;
    }
    return 0;
}

/* How a short line is folded by case; see `fold_line`. */
typedef struct {
    Py_UCS4 text[LONG];
    Py_ssize_t size;
    int ascii, known, unspaced; /* known: whether every character's fold is */
} Key;

static inline Py_UCS4 fold_char(const Sieve *s, Py_UCS4 c)
{
    Py_UCS4 f = folded(s, c);
    return (c < 128 && !f) || (c >= 128 && f && f < 128) ? c : f; /* quotes and dashes are the view's affair */
}

static void fold_line(const Sieve *s, const Text *t, Py_ssize_t from, Py_ssize_t to, Key *key)
{
    key->size = 0;
    key->ascii = key->known = 1;
    key->unspaced = 0;
    for (Py_ssize_t i = from; i < to; i++) {
        Py_UCS4 c = at(t, i), f = fold_char(s, c);
        key->ascii &= c < 128;
        key->known &= f != 0;
        key->unspaced |= is_unspaced(c);
        key->text[key->size++] = f;
    }
}

/* Whether the first characters of a line are not as its view has them (normal: _CHANGED). */
static int is_changed(const Py_UCS4 *head, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        if (is_digit(head[i]) || head[i] == '#' || head[i] < ' ' || head[i] == 127 ||
            (i && head[i] == ' ' && head[i - 1] == ' '))
            return 1;
    return 0;
}

static int starts_known(const Sieve *s, const Py_UCS4 *head, Py_ssize_t size)
{
    Hash h = START, h4 = START, h6 = START;
    for (Py_ssize_t i = 0; i < size; i++) {
        h = step(h, head[i]);
        if (i < 4)
            h4 = h;
        if (i < 6)
            h6 = h;
    }
    return table_get(&s->starts[0], done(h)) || table_get(&s->starts[1], done(h6)) || table_get(&s->starts[2], done(h4));
}

/* Whether a short line passes the gate (Gate.sort) and can be found by Judge.short. */
static int is_suspect(Sieve *s, const Text *t, int ascii)
{
    Py_UCS4 head[BEGINNING];
    Key key;
    View view;
    Py_ssize_t from = 0, to = t->size, n;
    int viewed = 0, passes;
    while (from < to && flag(s, at(t, from), IS_EDGE))
        from++;
    while (to > from && flag(s, at(t, to - 1), IS_EDGE))
        to--;
    if (from == to || to - from > LONG)
        return UNSURE;
    n = to - from < HEAD ? to - from : HEAD;
    int head_ascii = 1;
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_UCS4 c = at(t, from + i);
        head_ascii &= c < 128;
        if (!(head[i] = fold_char(s, c)))
            return UNSURE;
    }
    if (!head_ascii || is_changed(head, n)) {
        if (ascii || (fold_line(s, t, from, to, &key), key.ascii)) {
            for (n = 0; n < BEGINNING && from + n < to; n++)
                head[n] = fold_char(s, at(t, from + n));
            n = numbers_viewed(head, n);
        } else {
            if (!make_view(s, t, from, to, &view))
                return UNSURE;
            viewed = 1;
            n = view.size < BEGINNING ? view.size : BEGINNING;
            memcpy(head, view.text, (size_t)n * sizeof *head);
            if (view.ascii)
                n = numbers_viewed(head, n);
        }
        if (n <= 0)
            return UNSURE;
        if (n > HEAD)
            n = HEAD;
    }
    passes = starts_known(s, head, n);
    if (!passes) {
        const Py_UCS4 *text = key.text;
        Py_ssize_t size;
        if (viewed) {
            text = view.text;
            size = view.size;
            key.known = 1;
            key.unspaced = holds_unspaced(text, size);
        } else if (ascii && t->size < TELLING_LENGTH) { /* nearly all lines: no more than its end is needed */
            for (size = 0; size < 4 && size < to - from; size++)
                head[size] = fold_char(s, at(t, to - 1 - size));
            for (n = 0; n < size; n++)
                key.text[n] = head[size - 1 - n];
            key.known = 1;
            key.unspaced = 0;
        } else {
            fold_line(s, t, from, to, &key);
            size = key.size;
        }
        n = size < 4 ? size : 4;
        for (Py_ssize_t i = size - n; i < size; i++)
            if (!text[i])
                return UNSURE;
        passes = table_get(&s->lasts, hash_of(text + size - n, n)) || key.unspaced;
        if (!passes && t->size >= TELLING_LENGTH) {
            if (!key.known)
                return UNSURE;
            passes = holds_telling(s, text, size);
        }
        if (!passes) {
            int one_word = viewed ? !holds(text, size, ' ') : 1;
            for (Py_ssize_t i = from; one_word && !viewed && i < to; i++)
                one_word = at(t, i) != ' ';
            passes = one_word && is_glued(t);
        }
    }
    if (!passes)
        return s->has_words ? UNSURE : NO;
    if (!viewed && !make_view(s, t, from, to, &view))
        return YES;
    return says_something(s, t, &view);
}

/* Where the openings are listed whose head stands at `from`, and the hashes of how the text goes on behind it. */
static const uint32_t *openings_at(const Sieve *s, const Text *t, Py_ssize_t from, Py_ssize_t to, Hash *rests,
                                   Py_ssize_t *rest)
{
    Py_UCS4 head[HEAD];
    Hash h = START;
    if (to - from < HEAD)
        return NULL;
    copy_text(t, from, from + HEAD, head);
    const uint32_t *place = table_get(&s->heads, hash_of(head, HEAD));
    *rest = 0;
    rests[0] = done(START);
    while (place && *rest < MOST_REST && from + HEAD + *rest < to) {
        h = step(h, at(t, from + HEAD + *rest));
        rests[++*rest] = done(h);
    }
    return place;
}

/* Whether a sentence that begins at `from` and goes on to `to` at most opens as boilerplate does, and speaks. */
static int opens(Sieve *s, const Text *t, Py_ssize_t from, Py_ssize_t to)
{
    Py_UCS4 text[SENTENCE];
    Word words[SENTENCE + 1];
    Hash rests[MOST_REST + 1];
    Py_ssize_t rest, size = -1, count = 0;
    const uint32_t *place = openings_at(s, t, from, to, rests, &rest);
    if (!place)
        return NO;
    const int32_t *list = s->pool.items + *place;
    for (int32_t i = 1; i <= list[0]; i++) {
        const Opening *opening = &s->openings[list[i]];
        if (opening->size > rest || rests[opening->size] != opening->rest)
            continue;
        if (size < 0) {
            for (size = 0; size < to - from; size++) {
                Py_UCS4 f = folded(s, at(t, from + size));
                if (!f)
                    return YES; /* Python folds it */
                text[size] = f;
            }
            count = find_words(text, size, words);
            for (Py_ssize_t k = 0; k < size; k++)
                if (is_digit(text[k])) { /* a view has # for numbers */
                    words[count++] = (Word){done(step(START, '#')), 1, 0, 1};
                    break;
                }
        }
        int speaks = entry_speaks(s, opening->entry, text, size + 2, words, count, 0);
        if (speaks != NO)
            return speaks;
    }
    return NO;
}

enum { BLANK, SHORT, PROSE };

/* See finding.kind_of. */
static int kind_of(const Sieve *s, const Text *t)
{
    Py_ssize_t from = 0, to = t->size;
    while (from < to && Py_UNICODE_ISSPACE(at(t, from)))
        from++;
    while (to > from && Py_UNICODE_ISSPACE(at(t, to - 1)))
        to--;
    if (from == to)
        return BLANK;
    int ends = flag(s, at(t, to - 1), IS_END);
    if (to - from >= PROSE_LENGTH)
        return to - from >= LONG_LENGTH || ends ? PROSE : SHORT;
    if (to - from < PROSE_LENGTH_UNSPACED || !ends)
        return SHORT;
    for (Py_ssize_t i = from; i < to; i++)
        if (is_unspaced(at(t, i)))
            return PROSE;
    return SHORT;
}

#endif
