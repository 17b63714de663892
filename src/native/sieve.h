/* The sieve: all tables, and views made with them. */

#ifndef SIEVE_H
#define SIEVE_H

#include "patterns.h"
#include "tables.h"
#include "wants.h"

#define SIZES 4  /* lengths of edges: 8, 6, 4, 2 */
#define SPACED 3 /* of them for spaced scripts */
#define HEAD 8
#define MOST_REST 24
#define SENTENCE 600 /* LONGEST_SENTENCE */
#define LONGEST 1200 /* a longer line or view is left to Python */
#define BEGINNING 20
#define CHAIN_WORDS 7
#define CHAIN_LENGTH 240
#define GLUED_LENGTH 100
#define TELLING_LENGTH 50
#define PROSE_LENGTH 50
#define PROSE_LENGTH_UNSPACED 22
#define LONG_LENGTH 140
#define LONG 200
#define PHRASE (-1)
#define CHAIN (-2)

enum { NO, YES, UNSURE, FAILED };
enum { IS_EDGE = 1, IS_END = 2, IS_AROUND = 4, IS_SEPARATOR = 8 };

static const int edge_sizes[SIZES] = {8, 6, 4, 2};

typedef struct {
    Hash rest;
    int32_t size, entry;
} Opening;

typedef struct Sieve {
    PyObject_HEAD
    struct Sieve *base; /* whose tables these are, NULL if they are its own */
    PyObject *wants, *pattern; /* called with the number of a rule and of an entry: see native.py */
    Table phrases, chain_starts, starts[SIZES], ends[SIZES], near_starts[SIZES], near_ends[SIZES];
    Table lasts, telling_gate, words, telling_words, grams, near_words, near_stems[2], near_grams, heads,
        unspaced_heads;
    Numbers pool; /* lists of entries: their count, then their numbers */
    Opening *openings;
    Py_ssize_t opening_count, opening_room;
    int32_t *entry_rule, *entry_least;
    uint32_t *stamp, stamped; /* which entries this look has met */
    Py_ssize_t entry_count, rule_count;
    uint8_t *active;
    RuleWants *rules;
    Program *programs; /* of each entry */
    uint8_t flags[65536];
    uint16_t fold[65536]; /* a character as views hold it; 0 where only Python knows */
    int has_words;
} Sieve;

static inline int flag(const Sieve *s, Py_UCS4 c, int which) { return c < 65536 && (s->flags[c] & which); }
static inline Py_UCS4 folded(const Sieve *s, Py_UCS4 c) { return c < 65536 ? s->fold[c] : 0; }

static int holds_unspaced(const Py_UCS4 *text, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        if (is_unspaced(text[i]))
            return 1;
    return 0;
}

/* Views. */

/* See normal.ascii_view, of `size` folded characters, in place; -1 where Python must be asked. */
static Py_ssize_t numbers_viewed(Py_UCS4 *text, Py_ssize_t size)
{
    Py_ssize_t from = 0, to = 0;
    int joined = 0;
    if (size && text[0] == '#') {
        while (from < size && (text[from] == '#' || text[from] == ' '))
            from++;
        if (from == size)
            return -1;
    }
    while (from < size) {
        Py_UCS4 c = text[from];
        if (c < ' ' || c == 127 || c == '$')
            return -1;
        if (c == ' ' && to && text[to - 1] == ' ') {
            joined = 1;
            from++;
            continue;
        }
        if (!is_digit(c)) {
            text[to++] = c;
            from++;
            continue;
        }
        for (;;) {
            while (from < size && is_digit(text[from]))
                from++;
            if (from + 1 < size && is_digit(text[from + 1]) &&
                (text[from] == '.' || text[from] == ',' || text[from] == ':' || text[from] == '\'' || text[from] == ' '))
                from++;
            else
                break;
        }
        if (from < size && text[from] == '$')
            return -1;
        if (from < size && text[from] == '%')
            from++;
        else if (from + 1 < size && text[from] == ' ' && text[from + 1] == '%')
            from += 2;
        else if (from < size && (text[from] == 'k' || text[from] == 'm') &&
                 (from + 1 == size || !is_word(text[from + 1])))
            from++;
        text[to++] = '#';
    }
    return joined && text[to - 1] == ' ' ? to - 1 : to;
}

typedef struct {
    Py_UCS4 text[LONGEST];
    Py_ssize_t size;
    int ascii;
} View;

/* See normal.view, of t[from:to], which is bare of decoration; 0 where Python must be asked. */
static int make_view(const Sieve *s, const Text *t, Py_ssize_t from, Py_ssize_t to, View *view)
{
    Py_UCS4 *text = view->text;
    Py_ssize_t size = 0, first = 0;
    int ascii = 1;
    if (to - from > LONGEST || from >= to)
        return 0;
    for (Py_ssize_t i = from; i < to; i++) {
        Py_UCS4 c = at(t, i), f = folded(s, c);
        if (!f)
            return 0;
        ascii &= c < 128;
        text[size++] = f;
    }
    if (!ascii) {
        while (size && flag(s, text[size - 1], IS_EDGE))
            size--;
        while (first < size && flag(s, text[first], IS_EDGE))
            first++;
        if (first == size)
            return 0;
        memmove(text, text + first, (size_t)(size - first) * sizeof *text);
        size -= first;
    }
    size = numbers_viewed(text, size);
    if (size <= 0)
        return 0;
    view->size = size;
    view->ascii = 1;
    for (Py_ssize_t i = 0; i < size; i++)
        view->ascii &= text[i] < 128;
    return 1;
}

#endif
