/* The sieve: which lines of a text say nothing to any rule, found without making a Python object for each question.

An optional accelerator. Everything here is decided by gate.py, index.py, judge.py and normal.py, too, and the names
are theirs; where the two could differ, the sieve answers "ask them" (UNSURE, or a line or place too many), so that a
text is cleaned the same with and without it. Characters are compared by the 64 bits of a hash.
All lengths are in code points. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define VERSION 1 /* of the interface, see native.py */

#define SIZES 4     /* lengths of edges: 8, 6, 4, 2 */
#define SPACED 3    /* of them for spaced scripts */
#define HEAD 8
#define MOST_REST 24
#define SENTENCE 600 /* LONGEST_SENTENCE */
#define LONGEST 1200 /* a longer line or view is left to Python */
#define BEGINNING 20
#define CHAIN_WORDS 7
#define CHAIN_LENGTH 240
#define GLUED_LENGTH 100
#define PHRASE (-1)
#define CHAIN (-2)

enum { NO, YES, UNSURE, FAILED };
enum { IS_EDGE = 1, IS_END = 2, IS_AROUND = 4, IS_SEPARATOR = 8 };

static const int edge_sizes[SIZES] = {8, 6, 4, 2};

typedef uint64_t Hash;

static inline Hash step(Hash h, Py_UCS4 c)
{
    h = (h ^ c) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 32);
}

static inline Hash done(Hash h) { return h ? h : 1; } /* 0 marks an empty place */

static Hash hash_of(const Py_UCS4 *text, Py_ssize_t size)
{
    Hash h = 0;
    for (Py_ssize_t i = 0; i < size; i++)
        h = step(h, text[i]);
    return done(h);
}

/* Tables: hashes to a place in a list of numbers, with a bitmap in front that fits the processor's cache. */

typedef struct {
    Hash *keys;
    uint32_t *values;
    uint8_t *bits;
    uint32_t mask, bit_mask;
} Table;

static void table_free(Table *t)
{
    PyMem_Free(t->keys);
    PyMem_Free(t->values);
    PyMem_Free(t->bits);
    memset(t, 0, sizeof *t);
}

static int table_make(Table *t, Py_ssize_t count)
{
    uint32_t size = 8, bits = 64;
    while (size < 2 * (size_t)count)
        size *= 2;
    while (bits < 8 * (size_t)count)
        bits *= 2;
    t->keys = PyMem_Calloc(size, sizeof *t->keys);
    t->values = PyMem_Calloc(size, sizeof *t->values);
    t->bits = PyMem_Calloc(bits / 8, 1);
    t->mask = size - 1;
    t->bit_mask = bits - 1;
    if (!t->keys || !t->values || !t->bits) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

static void table_put(Table *t, Hash h, uint32_t value)
{
    uint32_t at = (uint32_t)h & t->mask, bit = (uint32_t)(h >> 24) & t->bit_mask;
    while (t->keys[at] && t->keys[at] != h)
        at = (at + 1) & t->mask;
    t->keys[at] = h;
    t->values[at] = value;
    t->bits[bit >> 3] |= (uint8_t)(1 << (bit & 7));
}

static inline const uint32_t *table_get(const Table *t, Hash h)
{
    uint32_t bit = (uint32_t)(h >> 24) & t->bit_mask;
    if (!(t->bits[bit >> 3] >> (bit & 7) & 1))
        return NULL;
    for (uint32_t at = (uint32_t)h & t->mask; t->keys[at]; at = (at + 1) & t->mask)
        if (t->keys[at] == h)
            return &t->values[at];
    return NULL;
}

typedef struct {
    int32_t *items;
    size_t size, room;
} Numbers;

static int numbers_add(Numbers *n, int32_t item)
{
    if (n->size == n->room) {
        size_t room = n->room ? 2 * n->room : 1024;
        int32_t *items = PyMem_Realloc(n->items, room * sizeof *items);
        if (!items) {
            PyErr_NoMemory();
            return -1;
        }
        n->items = items;
        n->room = room;
    }
    n->items[n->size++] = item;
    return 0;
}

/* What a rule cannot do without: groups of which one member each must stand in the sentence. */

typedef struct {
    Hash hash;
    uint32_t size; /* of a stem: its characters; of a phrase's word: 1 for the phrase's last */
} Wanted;

typedef struct {
    Table words, stem_heads;
    Wanted *stems, *parts;
    Py_ssize_t stem_count, part_count;
    double weight; /* of a group of cues; 0 if one of it must be there */
    int known;
} Group;

typedef struct {
    int known;
    Py_ssize_t count;
    Group *groups;
    double least; /* what the groups of cues found must reach */
} RuleWants;

typedef struct {
    Hash rest;
    int32_t size, entry;
} Opening;

typedef struct {
    PyObject_HEAD
    PyObject *wants; /* called with a rule's number: see native.py */
    Table phrases, starts[SIZES], ends[SIZES], near_starts[SIZES], near_ends[SIZES];
    Table lasts, telling_gate, words, telling_words, grams, near_words, near_stems[2], near_grams, heads;
    Numbers pool; /* lists of entries: their count, then their numbers */
    Opening *openings;
    Py_ssize_t opening_count;
    int32_t *entry_rule, *entry_least;
    uint32_t *stamp, stamped; /* which entries this look has met */
    Py_ssize_t entry_count, rule_count;
    uint8_t *active;
    RuleWants *rules;
    uint8_t flags[65536];
    uint16_t fold[65536]; /* a character as views hold it; 0 where only Python knows */
    int has_words;
} Sieve;

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t size;
} Text;

static inline Text text_of(PyObject *s)
{
    Text t = {PyUnicode_KIND(s), PyUnicode_DATA(s), PyUnicode_GET_LENGTH(s)};
    return t;
}

static inline Py_UCS4 at(const Text *t, Py_ssize_t i) { return PyUnicode_READ(t->kind, t->data, i); }

static inline int is_word(Py_UCS4 c)
{
    if (c < 128)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    return Py_UNICODE_ISALNUM(c);
}

static inline int is_digit(Py_UCS4 c) { return c >= '0' && c <= '9'; }
static inline int is_unspaced(Py_UCS4 c)
{
    return c >= 0x3040 && (c <= 0x30ff || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af));
}
static inline int is_lower(Py_UCS4 c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xff && c != 0xf7) || (c >= 0x430 && c <= 0x44f) || c == 0x451;
}
static inline int is_upper(Py_UCS4 c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f) || c == 0x401;
}
static inline int flag(const Sieve *s, Py_UCS4 c, int which) { return c < 65536 && (s->flags[c] & which); }
static inline Py_UCS4 folded(const Sieve *s, Py_UCS4 c) { return c < 65536 ? s->fold[c] : 0; }

static int is_glued(const Text *t)
{
    int low = 0;
    for (Py_ssize_t i = 0; i < t->size; i++) {
        Py_UCS4 c = at(t, i);
        if (low && is_upper(c))
            return 1;
        low = is_lower(c);
    }
    return 0;
}

static int holds(const Py_UCS4 *text, Py_ssize_t size, Py_UCS4 c)
{
    while (size--)
        if (*text++ == c)
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

/* Words. */

#define STEM_HEAD 3

typedef struct {
    Hash hash, head; /* of all and of the first STEM_HEAD characters */
    Py_ssize_t start, size;
} Word;

/* See tables.tokens; `words` has room for `size` of them. */
static Py_ssize_t find_words(const Py_UCS4 *text, Py_ssize_t size, Word *words)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < size;) {
        Py_ssize_t start = i;
        Hash h = 0, head = 0;
        while (i < size && is_word(text[i])) {
            h = step(h, text[i++]);
            if (i - start == STEM_HEAD)
                head = h;
        }
        if (i == start) {
            if (text[i] == '#' || text[i] == 0xa9)
                words[count++] = (Word){done(step(0, text[i])), 1, i, 1};
            i++;
        } else {
            words[count++] = (Word){done(h), done(head), start, i - start};
        }
    }
    return count;
}

/* A Python string or its part as code points. */
static void copy_text(const Text *t, Py_ssize_t from, Py_ssize_t to, Py_UCS4 *out)
{
    for (Py_ssize_t i = from; i < to; i++)
        *out++ = at(t, i);
}

static int hash_str(PyObject *o, Hash *h)
{
    if (!PyUnicode_Check(o)) {
        PyErr_Format(PyExc_TypeError, "expected str, got %R", o);
        return -1;
    }
    Text t = text_of(o);
    *h = 0;
    for (Py_ssize_t i = 0; i < t.size; i++)
        *h = step(*h, at(&t, i));
    *h = done(*h);
    return 0;
}

/* What rules want. */

static void group_free(Group *g)
{
    table_free(&g->words);
    table_free(&g->stem_heads);
    PyMem_Free(g->stems);
    PyMem_Free(g->parts);
}

static int group_make(Group *g, PyObject *words, PyObject *stems, PyObject *phrases)
{
    Py_ssize_t i, j, count = PyTuple_GET_SIZE(words);
    Hash h;
    if (table_make(&g->words, count))
        return -1;
    for (i = 0; i < count; i++) {
        if (hash_str(PyTuple_GET_ITEM(words, i), &h))
            return -1;
        table_put(&g->words, h, 0);
    }
    count = PyTuple_GET_SIZE(stems);
    if (table_make(&g->stem_heads, count))
        return -1;
    if (!(g->stems = PyMem_Calloc((size_t)count + 1, sizeof *g->stems)))
        goto memory;
    for (i = 0; i < count; i++) {
        PyObject *stem = PyTuple_GET_ITEM(stems, i);
        if (hash_str(stem, &h))
            return -1;
        if (PyUnicode_GET_LENGTH(stem) < STEM_HEAD) {
            PyErr_SetString(PyExc_ValueError, "a stem is too short");
            return -1;
        }
        Text t = text_of(stem);
        Py_UCS4 head[STEM_HEAD];
        for (j = 0; j < STEM_HEAD; j++)
            head[j] = at(&t, j);
        table_put(&g->stem_heads, hash_of(head, STEM_HEAD), 0);
        g->stems[i] = (Wanted){h, (uint32_t)PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(stems, i))};
    }
    g->stem_count = count;
    for (i = 0, count = 0; i < PyTuple_GET_SIZE(phrases); i++) {
        if (!PyTuple_Check(PyTuple_GET_ITEM(phrases, i))) {
            PyErr_SetString(PyExc_TypeError, "a phrase is a tuple of words");
            return -1;
        }
        count += PyTuple_GET_SIZE(PyTuple_GET_ITEM(phrases, i));
    }
    if (!(g->parts = PyMem_Calloc((size_t)count + 1, sizeof *g->parts)))
        goto memory;
    for (i = 0; i < PyTuple_GET_SIZE(phrases); i++) {
        PyObject *phrase = PyTuple_GET_ITEM(phrases, i);
        for (j = 0; j < PyTuple_GET_SIZE(phrase); j++) {
            if (hash_str(PyTuple_GET_ITEM(phrase, j), &h))
                return -1;
            g->parts[g->part_count++] = (Wanted){h, j + 1 == PyTuple_GET_SIZE(phrase)};
        }
    }
    return 0;
memory:
    PyErr_NoMemory();
    return -1;
}

static void rule_free(RuleWants *r)
{
    for (Py_ssize_t i = 0; i < r->count; i++)
        group_free(&r->groups[i]);
    PyMem_Free(r->groups);
    memset(r, 0, sizeof *r);
}

/* Ask Python once what a rule wants. Other threads may run meanwhile. */
static int rule_know(Sieve *s, int32_t rule)
{
    PyObject *told = PyObject_CallFunction(s->wants, "i", (int)rule), *groups;
    RuleWants made = {0};
    if (!told)
        return -1;
    if (!PyTuple_Check(told) || !PyArg_ParseTuple(told, "O!d", &PyTuple_Type, &groups, &made.least)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "what a rule wants is a tuple");
        goto failed;
    }
    made.known = 1;
    if (!(made.groups = PyMem_Calloc((size_t)PyTuple_GET_SIZE(groups) + 1, sizeof *made.groups))) {
        PyErr_NoMemory();
        goto failed;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(groups); i++) {
        Group *group = &made.groups[made.count++];
        PyObject *words, *stems, *phrases, *all;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(groups, i), "dO", &group->weight, &all))
            goto failed;
        if (all == Py_None)
            continue;
        group->known = 1;
        if (!PyArg_ParseTuple(all, "O!O!O!", &PyTuple_Type, &words, &PyTuple_Type, &stems, &PyTuple_Type, &phrases) ||
            group_make(group, words, stems, phrases))
            goto failed;
    }
    Py_DECREF(told);
    if (s->rules[rule].known)
        rule_free(&made);
    else
        s->rules[rule] = made;
    return 0;
failed:
    Py_DECREF(told);
    rule_free(&made);
    return -1;
}

/* See wanted.Wanted.stands_in. */
static int stands_in(const Group *g, const Py_UCS4 *text, const Word *words, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++)
        if (table_get(&g->words, words[i].hash))
            return 1;
    for (Py_ssize_t i = 0; g->stem_count && i < count; i++) {
        if (words[i].size < STEM_HEAD || !table_get(&g->stem_heads, words[i].head))
            continue;
        for (Py_ssize_t k = 0; k < g->stem_count; k++)
            if (words[i].size >= (Py_ssize_t)g->stems[k].size &&
                hash_of(text + words[i].start, g->stems[k].size) == g->stems[k].hash)
                return 1;
    }
    int all = 1;
    for (Py_ssize_t k = 0; k < g->part_count; k++) {
        if (all) {
            Py_ssize_t i = 0;
            while (i < count && words[i].hash != g->parts[k].hash)
                i++;
            all = i < count;
        }
        if (g->parts[k].size) {
            if (all)
                return 1;
            all = 1;
        }
    }
    return 0;
}

/* Whether an entry's rule finds what it wants in a text of these words. */
static int entry_speaks(Sieve *s, int32_t entry, const Py_UCS4 *text, Py_ssize_t size, const Word *words,
                        Py_ssize_t count)
{
    int32_t rule = s->entry_rule[entry];
    if (!s->active[rule] || s->entry_least[entry] > size)
        return NO;
    if (!s->rules[rule].known && rule_know(s, rule))
        return FAILED;
    RuleWants *wants = &s->rules[rule];
    double misses = 1;
    for (Py_ssize_t i = 0; i < wants->count; i++) {
        const Group *group = &wants->groups[i];
        if (!group->known || stands_in(group, text, words, count))
            misses *= 1 - group->weight;
        else if (group->weight == 0)
            return NO;
    }
    return 1 - misses >= wants->least ? YES : NO;
}

/* Entries that a view calls up. */

typedef struct {
    Numbers entries;
    int phrase, chain;
} Called;

static int call(Sieve *s, Called *called, const uint32_t *place)
{
    if (!place)
        return 0;
    const int32_t *list = s->pool.items + *place;
    for (int32_t i = 1; i <= list[0]; i++) {
        if (list[i] == PHRASE)
            called->phrase = 1;
        else if (list[i] == CHAIN)
            called->chain = 1;
        else if (s->stamp[list[i]] != s->stamped) {
            s->stamp[list[i]] = s->stamped;
            if (numbers_add(&called->entries, list[i]))
                return -1;
        }
    }
    return 0;
}

static int call_edges(Sieve *s, Called *called, const Table *starts, const Table *ends, const Py_UCS4 *text,
                      Py_ssize_t size, int sizes)
{
    for (int i = 0; i < sizes; i++) {
        Py_ssize_t n = edge_sizes[i] < size ? edge_sizes[i] : size;
        if (call(s, called, table_get(&starts[i], hash_of(text, n))) ||
            call(s, called, table_get(&ends[i], hash_of(text + size - n, n))))
            return -1;
    }
    return 0;
}

static int call_grams(Sieve *s, Called *called, const Table *grams, const Py_UCS4 *text, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i + 1 < size; i++)
        if (call(s, called, table_get(grams, hash_of(text + i, 2))))
            return -1;
    return 0;
}

static int holds_unspaced(const Py_UCS4 *text, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        if (is_unspaced(text[i]))
            return 1;
    return 0;
}

/* See Index.calls. */
static int call_up(Sieve *s, Called *called, const Py_UCS4 *text, Py_ssize_t size, const Word *words, Py_ssize_t count,
                   Py_ssize_t telling)
{
    int unspaced = holds_unspaced(text, size);
    if (call_edges(s, called, s->starts, s->ends, text, size, unspaced ? SIZES : SPACED))
        return -1;
    if (unspaced && call_grams(s, called, &s->grams, text, size))
        return -1;
    for (Py_ssize_t i = 0; i < count; i++)
        if ((s->has_words && call(s, called, table_get(&s->words, words[i].hash))) ||
            (size >= telling && call(s, called, table_get(&s->telling_words, words[i].hash))))
            return -1;
    return 0;
}

/* See Index.called_up_near. */
static int call_up_near(Sieve *s, Called *called, const Py_UCS4 *text, Py_ssize_t size, const Word *words,
                        Py_ssize_t count)
{
    static const Py_ssize_t stems[2] = {6, 4};
    int unspaced = holds_unspaced(text, size);
    if (call_edges(s, called, s->near_starts, s->near_ends, text, size, unspaced ? SIZES : SPACED))
        return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (call(s, called, table_get(&s->near_words, words[i].hash)))
            return -1;
        for (int k = 0; k < 2; k++) {
            Py_ssize_t n = words[i].size < stems[k] ? words[i].size : stems[k];
            if (call(s, called, table_get(&s->near_stems[k], hash_of(text + words[i].start, n))))
                return -1;
        }
    }
    return unspaced ? call_grams(s, called, &s->near_grams, text, size) : 0;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static void begin_look(Sieve *s, Called *called)
{
    memset(called, 0, sizeof *called);
    if (++s->stamped == 0) { /* came round */
        memset(s->stamp, 0, (size_t)s->entry_count * sizeof *s->stamp);
        s->stamped = 1;
    }
}

/* Whether one of the entries speaks. */
static int any_speaks(Sieve *s, const Called *called, const Py_UCS4 *text, Py_ssize_t size, const Word *words,
                      Py_ssize_t count)
{
    for (size_t i = 0; i < called->entries.size; i++) {
        int speaks = entry_speaks(s, called->entries.items[i], text, size, words, count);
        if (speaks != NO)
            return speaks;
    }
    return NO;
}

#define TELLING_LENGTH 50

/* Whether a view may be a chain of phrases: see Judge._parse. Any way to cut it will do here. */
static int may_parse(const Sieve *s, const View *view)
{
    const Py_UCS4 *text = view->text;
    Py_ssize_t starts[CHAIN_LENGTH + 1], count = 0;
    uint8_t reached[CHAIN_LENGTH + CHAIN_WORDS + 1] = {1};
    if (view->size > CHAIN_LENGTH)
        return 1;
    for (Py_ssize_t i = 0; i < view->size; i++)
        if (i == 0 || text[i - 1] == ' ')
            starts[count++] = i;
    starts[count] = view->size + 1;
    for (Py_ssize_t word = 0; word < count; word++) {
        if (!reached[word])
            continue;
        if (starts[word + 1] - starts[word] == 2 && flag(s, text[starts[word]], IS_SEPARATOR))
            reached[word + 1] = 1;
        Py_ssize_t from = starts[word];
        while (from < view->size && flag(s, text[from], IS_AROUND))
            from++;
        for (Py_ssize_t next = word + 1; next <= count && next <= word + CHAIN_WORDS; next++) {
            Py_ssize_t to = starts[next] - 1;
            while (to > from && flag(s, text[to - 1], IS_AROUND))
                to--;
            if (to > from && table_get(&s->phrases, hash_of(text + from, to - from)))
                reached[next] = 1;
        }
    }
    return reached[count];
}

/* See Judge._chain. */
static int may_chain(const Sieve *s, const Text *line, const View *view)
{
    Py_UCS4 text[2 * GLUED_LENGTH];
    Text apart = {PyUnicode_4BYTE_KIND, text, 0};
    View spaced;
    Py_ssize_t from = 0;
    if (line->size > CHAIN_LENGTH || at(line, line->size - 1) == '.')
        return 0;
    if (may_parse(s, view))
        return 1;
    if (line->size >= GLUED_LENGTH || !is_glued(line))
        return 0;
    for (Py_ssize_t i = 0; i < line->size; i++) {
        if (i && is_lower(at(line, i - 1)) && is_upper(at(line, i)))
            text[apart.size++] = ' ';
        text[apart.size++] = at(line, i);
    }
    while (from < apart.size && flag(s, text[from], IS_EDGE))
        from++;
    while (apart.size > from && flag(s, text[apart.size - 1], IS_EDGE))
        apart.size--;
    return !make_view(s, &apart, from, apart.size, &spaced) || may_parse(s, &spaced);
}

/* Whether Judge.short can find something in a line of this view. */
static int says_something(Sieve *s, const Text *line, const View *view)
{
    Word words[LONGEST];
    Called called;
    int says;
    if (table_get(&s->phrases, hash_of(view->text, view->size)))
        return YES;
    Py_ssize_t count = find_words(view->text, view->size, words);
    begin_look(s, &called);
    if (call_up(s, &called, view->text, view->size, words, count, TELLING_LENGTH)) {
        says = FAILED;
    } else {
        says = any_speaks(s, &called, view->text, view->size, words, count);
        if (says == NO)
            says = (called.chain || called.phrase || !holds(view->text, view->size, ' ')) && may_chain(s, line, view);
    }
    PyMem_Free(called.entries.items);
    return says;
}

/* Whether Judge.near can find something in a line of this view. */
static int says_something_near(Sieve *s, const Text *line, const View *view, int is_long)
{
    Word words[LONGEST];
    Called called;
    int says;
    if (!is_long && (may_chain(s, line, view) || (view->size > 2 && view->text[0] == '#' && view->text[1] == '.')))
        return YES;
    Py_ssize_t count = find_words(view->text, view->size, words);
    begin_look(s, &called);
    if ((is_long && call_up(s, &called, view->text, view->size, words, count, TELLING_LENGTH)) ||
        call_up_near(s, &called, view->text, view->size, words, count))
        says = FAILED;
    else
        says = any_speaks(s, &called, view->text, view->size, words, count);
    PyMem_Free(called.entries.items);
    return says;
}

/* The gate. */

#define PROSE_LENGTH 50
#define PROSE_LENGTH_UNSPACED 22
#define LONG_LENGTH 140
#define LONG 200

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
        Hash h = 0;
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
    Hash h = 0, h4 = 0, h6 = 0;
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

/* Whether a sentence that begins at `from` and goes on to `to` at most opens as boilerplate does, and speaks. */
static int opens(Sieve *s, const Text *t, Py_ssize_t from, Py_ssize_t to)
{
    Py_UCS4 head[HEAD], text[SENTENCE];
    Word words[SENTENCE];
    Hash rests[MOST_REST + 1];
    if (to - from < HEAD)
        return NO;
    copy_text(t, from, from + HEAD, head);
    const uint32_t *place = table_get(&s->heads, hash_of(head, HEAD));
    if (!place)
        return NO;
    Hash h = 0;
    Py_ssize_t rest = 0, size = -1, count = 0;
    rests[0] = done(0);
    while (rest < MOST_REST && from + HEAD + rest < to) {
        h = step(h, at(t, from + HEAD + rest));
        rests[++rest] = done(h);
    }
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
        }
        int speaks = entry_speaks(s, opening->entry, text, size, words, count);
        if (speaks != NO)
            return speaks;
    }
    return NO;
}

static PyObject *Sieve_sort(Sieve *s, PyObject *lines)
{
    PyObject *out[6]; /* suspects, unsure, long, opening, ended, unspaced */
    enum { SUSPECTS, UNSURES, LONGS, OPENING, ENDED, UNSPACED };
    PyObject *result = NULL;
    if (!PyList_CheckExact(lines))
        return PyErr_Format(PyExc_TypeError, "lines are a list");
    for (int i = 0; i < 6; i++)
        out[i] = NULL;
    for (int i = 0; i < 6; i++)
        if (!(out[i] = PyList_New(0)))
            goto end;
    /* what a rule wants is asked of Python, where another thread may change the list */
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(lines); i++) {
        PyObject *line = PyList_GET_ITEM(lines, i);
        if (!PyUnicode_Check(line)) {
            PyErr_SetString(PyExc_TypeError, "lines are str");
            goto end;
        }
        Text t = text_of(line);
        if (!t.size)
            continue;
        Py_INCREF(line);
        int failed = 0;
        if (!is_long_line(s, &t)) {
            int suspect = is_suspect(s, &t, PyUnicode_IS_ASCII(line));
            failed = suspect == FAILED || (suspect == YES && PyList_Append(out[SUSPECTS], line)) ||
                     (suspect == UNSURE && PyList_Append(out[UNSURES], line));
        } else {
            Py_UCS4 first = at(&t, 0), last = at(&t, t.size - 1), middle = at(&t, t.size / 2);
            Py_ssize_t end = t.size < SENTENCE ? t.size : SENTENCE, from = 0;
            int opened = opens(s, &t, 0, end);
            if (opened == NO && !Py_UNICODE_ISALNUM(first)) {
                while (from < t.size && flag(s, at(&t, from), IS_EDGE))
                    from++;
                opened = opens(s, &t, from, t.size - from < SENTENCE ? t.size : from + SENTENCE);
            }
            failed = PyList_Append(out[LONGS], line) || opened == FAILED ||
                     (opened == YES && PyList_Append(out[OPENING], line));
            if (!failed && (first >= 0x3000 || last >= 0x3000 || middle >= 0x3000))
                failed = PyList_Append(out[UNSPACED], line);
            if (!failed && Py_UNICODE_ISALNUM(last)) {
                int tail = t.size <= 61; /* Index.ends_in_heading without a stop: all but the first character */
                for (Py_ssize_t k = t.size - 2; !tail && k >= 0 && k >= t.size - 62; k--)
                    tail = at(&t, k) == '.' && at(&t, k + 1) == ' ';
                failed = tail && PyList_Append(out[ENDED], line);
            }
        }
        Py_DECREF(line);
        if (failed)
            goto end;
    }
    result = PyTuple_Pack(6, out[0], out[1], out[2], out[3], out[4], out[5]);
end:
    for (int i = 0; i < 6; i++)
        Py_XDECREF(out[i]);
    return result;
}

static PyObject *Sieve_heads(Sieve *s, PyObject *text)
{
    static const Py_UCS4 stops[] = {'.', '!', '?', 0x201d};
    if (!PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "a text is a str");
    Text t = text_of(text);
    Py_UCS4 most = PyUnicode_MAX_CHAR_VALUE(text);
    PyObject *out = PyList_New(0);
    if (!out)
        return NULL;
    for (int k = 0; k < 4 && stops[k] <= most; k++) {
        Py_ssize_t stop = -1;
        while ((stop = PyUnicode_FindChar(text, stops[k], stop + 1, t.size, 1)) >= 0) {
            Py_ssize_t from = stop + 2, to;
            if (from + HEAD > t.size || at(&t, stop + 1) != ' ')
                continue;
            Py_UCS4 head[HEAD];
            copy_text(&t, from, from + HEAD, head);
            if (!table_get(&s->heads, hash_of(head, HEAD)) || (k == 0 && holds(head, HEAD, '.')))
                continue;
            /* Index._first_sentence */
            for (to = from + 1; to < t.size && to < from + SENTENCE; to++) {
                Py_UCS4 c = at(&t, to);
                if (c == '\n' || c == '\r' ||
                    ((c == '.' || c == '!' || c == '?' || c == 0x201d) && to + 1 < t.size && at(&t, to + 1) == ' '))
                    break;
            }
            /* what comes behind the sentence can be part of what it opens with */
            Py_ssize_t room = from + HEAD + MOST_REST < t.size ? from + HEAD + MOST_REST : t.size;
            int opened = opens(s, &t, from, to > room ? to : room);
            PyObject *place = opened == YES ? PyLong_FromSsize_t(from) : NULL;
            if (opened == FAILED || (opened == YES && (!place || PyList_Append(out, place)))) {
                Py_XDECREF(place);
                Py_DECREF(out);
                return NULL;
            }
            Py_XDECREF(place);
        }
        if (PyErr_Occurred()) {
            Py_DECREF(out);
            return NULL;
        }
    }
    return out;
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

static PyObject *Sieve_kinds(Sieve *s, PyObject *args)
{
    PyObject *lines, *findings, *kinds, *marks, *out = NULL;
    if (!PyArg_ParseTuple(args, "O!O!", &PyList_Type, &lines, &PyDict_Type, &findings))
        return NULL;
    Py_ssize_t count = PyList_GET_SIZE(lines);
    kinds = PyByteArray_FromStringAndSize(NULL, count);
    marks = PyList_New(count);
    if (!kinds || !marks)
        goto end;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *line = i < PyList_GET_SIZE(lines) ? PyList_GET_ITEM(lines, i) : NULL, *found = NULL;
        if (!line || !PyUnicode_CheckExact(line)) {
            PyErr_SetString(PyExc_TypeError, "lines are str");
            goto end;
        }
        Text t = text_of(line);
        if (t.size && !(found = PyDict_GetItemWithError(findings, line)) && PyErr_Occurred())
            goto end;
        PyByteArray_AS_STRING(kinds)[i] = (char)kind_of(s, &t);
        found = found ? found : Py_None;
        Py_INCREF(found);
        PyList_SET_ITEM(marks, i, found);
    }
    out = PyTuple_Pack(2, kinds, marks);
end:
    Py_XDECREF(kinds);
    Py_XDECREF(marks);
    return out;
}

static PyObject *Sieve_says_near(Sieve *s, PyObject *line)
{
    View view;
    if (!PyUnicode_Check(line))
        return PyErr_Format(PyExc_TypeError, "a line is a str");
    Text t = text_of(line);
    Py_ssize_t from = 0, to = t.size;
    while (from < to && flag(s, at(&t, from), IS_EDGE))
        from++;
    while (to > from && flag(s, at(&t, to - 1), IS_EDGE))
        to--;
    if (t.size > LONGEST || !make_view(s, &t, from, to, &view))
        Py_RETURN_TRUE;
    int says = says_something_near(s, &t, &view, is_long_line(s, &t));
    if (says == FAILED)
        return NULL;
    return PyBool_FromLong(says == YES);
}

/* Those of some entries that speak in a text, as a list of numbers. */
static PyObject *speaking(Sieve *s, const int32_t *entries, size_t size, const Py_UCS4 *text, Py_ssize_t length,
                          const Word *words, Py_ssize_t count)
{
    PyObject *out = PyList_New(0);
    for (size_t i = 0; out && i < size; i++) {
        int speaks = entry_speaks(s, entries[i], text, length, words, count);
        PyObject *number = speaks == YES ? PyLong_FromLong(entries[i]) : NULL;
        if (speaks == FAILED || (speaks == YES && (!number || PyList_Append(out, number))))
            Py_CLEAR(out);
        Py_XDECREF(number);
    }
    return out;
}

static PyObject *Sieve_speaking(Sieve *s, PyObject *args)
{
    PyObject *key, *numbers, *out = NULL;
    if (!PyArg_ParseTuple(args, "O!U", &PyList_Type, &numbers, &key))
        return NULL;
    Text t = text_of(key);
    Numbers entries = {0};
    Py_UCS4 *text = PyMem_Malloc((size_t)(t.size + 1) * sizeof *text);
    Word *words = PyMem_Malloc((size_t)(t.size + 1) * sizeof *words);
    if (!text || !words) {
        PyErr_NoMemory();
        goto end;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(numbers); i++) {
        long number = PyLong_AsLong(PyList_GET_ITEM(numbers, i));
        if (number < 0 || number >= s->entry_count) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "no such entry");
            goto end;
        }
        if (numbers_add(&entries, (int32_t)number))
            goto end;
    }
    copy_text(&t, 0, t.size, text);
    out = speaking(s, entries.items, entries.size, text, t.size, words, find_words(text, t.size, words));
end:
    PyMem_Free(text);
    PyMem_Free(words);
    PyMem_Free(entries.items);
    return out;
}

static PyObject *Sieve_called(Sieve *s, PyObject *args)
{
    PyObject *key, *out = NULL;
    int near;
    if (!PyArg_ParseTuple(args, "Up", &key, &near))
        return NULL;
    Text t = text_of(key);
    Py_UCS4 *text = PyMem_Malloc((size_t)(t.size + 1) * sizeof *text);
    Word *words = PyMem_Malloc((size_t)(t.size + 1) * sizeof *words);
    Called called = {0};
    if (!text || !words) {
        PyErr_NoMemory();
        goto end;
    }
    copy_text(&t, 0, t.size, text);
    Py_ssize_t count = find_words(text, t.size, words);
    begin_look(s, &called);
    if (near ? call_up_near(s, &called, text, t.size, words, count)
             : call_up(s, &called, text, t.size, words, count, TELLING_LENGTH))
        goto end;
    if (called.entries.size > 1)
        qsort(called.entries.items, called.entries.size, sizeof(int32_t), by_number);
    PyObject *entries = speaking(s, called.entries.items, called.entries.size, text, t.size, words, count);
    if (!entries)
        goto end;
    out = Py_BuildValue("(NOO)", entries, called.phrase ? Py_True : Py_False, called.chain ? Py_True : Py_False);
end:
    PyMem_Free(text);
    PyMem_Free(words);
    PyMem_Free(called.entries.items);
    return out;
}

/* Making a sieve. */

/* "12 40" to numbers, behind their count. */
static int add_list(Sieve *s, PyObject *value, uint32_t *place)
{
    Numbers *pool = &s->pool;
    *place = (uint32_t)pool->size;
    if (numbers_add(pool, 0))
        return -1;
    if (PyLong_Check(value)) {
        long number = PyLong_AsLong(value);
        if ((number == -1 && PyErr_Occurred()) || numbers_add(pool, (int32_t)number))
            return -1;
    } else {
        const char *text = PyUnicode_AsUTF8(value);
        if (!text)
            return -1;
        while (*text) {
            char *end;
            long number = strtol(text, &end, 10);
            if (end == text || numbers_add(pool, (int32_t)number)) {
                if (!PyErr_Occurred())
                    PyErr_Format(PyExc_ValueError, "not a list of numbers: %R", value);
                return -1;
            }
            text = *end == ' ' ? end + 1 : end;
        }
    }
    int32_t *list = pool->items + *place;
    list[0] = (int32_t)(pool->size - *place - 1);
    for (int32_t i = 1; i <= list[0]; i++)
        if (list[i] < CHAIN || list[i] >= s->entry_count) {
            PyErr_Format(PyExc_ValueError, "no such entry: %R", value);
            return -1;
        }
    return 0;
}

/* A table of a dict; without `lists` only its keys. */
static int fill(Sieve *s, Table *t, PyObject *dict, int lists)
{
    Py_ssize_t at = 0;
    PyObject *key, *value;
    if (!dict || !PyDict_Check(dict)) {
        PyErr_SetString(PyExc_TypeError, "a table is a dict");
        return -1;
    }
    if (table_make(t, PyDict_GET_SIZE(dict)))
        return -1;
    while (PyDict_Next(dict, &at, &key, &value)) {
        Hash h;
        uint32_t place = 0;
        if (hash_str(key, &h) || (lists && add_list(s, value, &place)))
            return -1;
        table_put(t, h, place);
    }
    return 0;
}

static int fill_each(Sieve *s, Table *tables, PyObject *dicts, Py_ssize_t count)
{
    if (!dicts || !PyList_Check(dicts) || PyList_GET_SIZE(dicts) != count) {
        PyErr_SetString(PyExc_TypeError, "expected one table for each size");
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        if (fill(s, &tables[i], PyList_GET_ITEM(dicts, i), 1))
            return -1;
    return 0;
}

/* `openings` in heads: how an opening goes on, \x1f, the number of its entry, \x1f, and so on. */
static int fill_heads(Sieve *s, PyObject *heads)
{
    Py_ssize_t at_dict = 0, total = 0;
    PyObject *key, *value;
    if (!heads || !PyDict_Check(heads)) {
        PyErr_SetString(PyExc_TypeError, "heads are a dict");
        return -1;
    }
    while (PyDict_Next(heads, &at_dict, &key, &value)) {
        if (!PyUnicode_Check(value)) {
            PyErr_SetString(PyExc_TypeError, "openings are a str");
            return -1;
        }
        Text t = text_of(value);
        for (Py_ssize_t i = 0; i < t.size; i++)
            total += at(&t, i) == 0x1f;
        total++;
    }
    if (table_make(&s->heads, PyDict_GET_SIZE(heads)))
        return -1;
    if (!(s->openings = PyMem_Calloc((size_t)total + 1, sizeof *s->openings))) {
        PyErr_NoMemory();
        return -1;
    }
    at_dict = 0;
    while (PyDict_Next(heads, &at_dict, &key, &value)) {
        Hash h;
        Text t = text_of(value);
        uint32_t place = (uint32_t)s->pool.size;
        if (hash_str(key, &h) || numbers_add(&s->pool, 0))
            return -1;
        for (Py_ssize_t i = 0; i < t.size;) {
            Hash rest = 0;
            int32_t size = 0;
            long entry = 0;
            for (; i < t.size && at(&t, i) != 0x1f; i++, size++)
                rest = step(rest, at(&t, i));
            for (i++; i < t.size && is_digit(at(&t, i)); i++)
                entry = 10 * entry + (long)(at(&t, i) - '0');
            i++;
            if (entry >= s->entry_count || size > MOST_REST) {
                PyErr_Format(PyExc_ValueError, "not openings: %R", value);
                return -1;
            }
            s->openings[s->opening_count] = (Opening){done(rest), size, (int32_t)entry};
            if (numbers_add(&s->pool, (int32_t)s->opening_count++))
                return -1;
        }
        s->pool.items[place] = (int32_t)(s->pool.size - place - 1);
        table_put(&s->heads, h, place);
    }
    return 0;
}

static int set_flags(Sieve *s, PyObject *chars, int which)
{
    Text t = text_of(chars);
    for (Py_ssize_t i = 0; i < t.size; i++) {
        if (at(&t, i) > 0xffff) {
            PyErr_SetString(PyExc_ValueError, "a character beyond the basic plane");
            return -1;
        }
        s->flags[at(&t, i)] |= (uint8_t)which;
    }
    return 0;
}

static void clear_tables(Sieve *s)
{
    Table *tables[] = {&s->phrases,      &s->lasts,      &s->telling_gate,  &s->words,
                       &s->telling_words, &s->grams,       &s->near_words, &s->near_stems[0], &s->near_stems[1],
                       &s->near_grams,   &s->heads};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        table_free(tables[i]);
    for (int i = 0; i < SIZES; i++) {
        table_free(&s->starts[i]);
        table_free(&s->ends[i]);
        table_free(&s->near_starts[i]);
        table_free(&s->near_ends[i]);
    }
    PyMem_Free(s->pool.items);
    PyMem_Free(s->openings);
    PyMem_Free(s->entry_rule);
    PyMem_Free(s->entry_least);
    PyMem_Free(s->stamp);
    PyMem_Free(s->active);
    if (s->rules)
        for (Py_ssize_t i = 0; i < s->rule_count; i++)
            rule_free(&s->rules[i]);
    PyMem_Free(s->rules);
}

static int fill_entries(Sieve *s, PyObject *entries, const Py_buffer *active)
{
    if (!entries || !PyList_Check(entries)) {
        PyErr_SetString(PyExc_TypeError, "entries are a list");
        return -1;
    }
    s->entry_count = PyList_GET_SIZE(entries) / 3;
    s->rule_count = active->len;
    size_t count = (size_t)s->entry_count + 1, rules = (size_t)s->rule_count + 1;
    s->entry_rule = PyMem_Calloc(count, sizeof *s->entry_rule);
    s->entry_least = PyMem_Calloc(count, sizeof *s->entry_least);
    s->stamp = PyMem_Calloc(count, sizeof *s->stamp);
    s->rules = PyMem_Calloc(rules, sizeof *s->rules);
    s->active = PyMem_Calloc(rules, 1);
    if (!s->entry_rule || !s->entry_least || !s->stamp || !s->rules || !s->active) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(s->active, active->buf, (size_t)active->len);
    for (Py_ssize_t i = 0; i < s->entry_count; i++) {
        s->entry_rule[i] = (int32_t)PyLong_AsLong(PyList_GET_ITEM(entries, 3 * i));
        s->entry_least[i] = (int32_t)PyLong_AsLong(PyList_GET_ITEM(entries, 3 * i + 2));
        if (PyErr_Occurred())
            return -1;
        if (s->entry_rule[i] < 0 || s->entry_rule[i] >= s->rule_count) {
            PyErr_SetString(PyExc_ValueError, "an entry of no rule");
            return -1;
        }
    }
    return 0;
}

static PyObject *Sieve_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    static char *names[] = {"tables", "active", "telling", "fold", "edge", "ends", "around", "separators", "wants",
                            NULL};
    PyObject *tables, *telling, *edge, *ends, *around, *separators, *wants;
    Py_buffer active, fold;
    if (!PyArg_ParseTupleAndKeywords(args, named, "O!y*O!y*UUUUO", names, &PyDict_Type, &tables, &active, &PyDict_Type,
                                     &telling, &fold, &edge, &ends, &around, &separators, &wants))
        return NULL;
    Sieve *s = (Sieve *)type->tp_alloc(type, 0);
    if (!s)
        goto end;
    Py_INCREF(wants);
    s->wants = wants;
    if (fold.len != (Py_ssize_t)sizeof s->fold) {
        PyErr_SetString(PyExc_ValueError, "the folds are 65,536 numbers of two bytes");
        goto failed;
    }
    memcpy(s->fold, fold.buf, sizeof s->fold);
#define TABLE(name) PyDict_GetItemString(tables, name)
    if (set_flags(s, edge, IS_EDGE) || set_flags(s, ends, IS_END) || set_flags(s, around, IS_AROUND) ||
        set_flags(s, separators, IS_SEPARATOR) ||
        fill_entries(s, TABLE("entries"), &active) || fill(s, &s->phrases, TABLE("phrases"), 0) ||
        fill_each(s, s->starts, TABLE("starts"), SIZES) ||
        fill_each(s, s->ends, TABLE("ends"), SIZES) || fill_each(s, s->near_starts, TABLE("near_starts"), SIZES) ||
        fill_each(s, s->near_ends, TABLE("near_ends"), SIZES) || fill(s, &s->lasts, TABLE("lasts"), 0) ||
        fill(s, &s->words, TABLE("words"), 1) || fill(s, &s->telling_words, TABLE("telling_words"), 1) ||
        fill(s, &s->telling_gate, telling, 0) || fill(s, &s->grams, TABLE("grams"), 1) ||
        fill(s, &s->near_words, TABLE("near_words"), 1) || fill_each(s, s->near_stems, TABLE("near_stems"), 2) ||
        fill(s, &s->near_grams, TABLE("near_grams"), 1) || fill_heads(s, TABLE("heads")))
        goto failed;
    s->has_words = PyDict_GET_SIZE(TABLE("words")) > 0;
    goto end;
failed:
    Py_CLEAR(s);
end:
    PyBuffer_Release(&active);
    PyBuffer_Release(&fold);
    return (PyObject *)s;
}

static int Sieve_traverse(Sieve *s, visitproc visit, void *arg)
{
    Py_VISIT(s->wants);
    return 0;
}

static int Sieve_clear(Sieve *s)
{
    Py_CLEAR(s->wants);
    return 0;
}

static void Sieve_dealloc(Sieve *s)
{
    PyObject_GC_UnTrack(s);
    Sieve_clear(s);
    clear_tables(s);
    Py_TYPE(s)->tp_free((PyObject *)s);
}

static PyMethodDef methods[] = {
    {"sort", (PyCFunction)Sieve_sort, METH_O, "See native.py."},
    {"heads", (PyCFunction)Sieve_heads, METH_O, "See native.py."},
    {"kinds", (PyCFunction)Sieve_kinds, METH_VARARGS, "See native.py."},
    {"says_near", (PyCFunction)Sieve_says_near, METH_O, "See native.py."},
    {"speaking", (PyCFunction)Sieve_speaking, METH_VARARGS, "See native.py."},
    {"called", (PyCFunction)Sieve_called, METH_VARARGS, "See native.py."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject SieveType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "cleantext._sieve.Sieve",
    .tp_doc = "See native.py.",
    .tp_basicsize = sizeof(Sieve),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = Sieve_new,
    .tp_traverse = (traverseproc)Sieve_traverse,
    .tp_clear = (inquiry)Sieve_clear,
    .tp_dealloc = (destructor)Sieve_dealloc,
    .tp_methods = methods,
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_sieve", "See native.py.", -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__sieve(void)
{
    PyObject *module;
    if (PyType_Ready(&SieveType) < 0 || !(module = PyModule_Create(&definition)))
        return NULL;
    if (PyModule_AddIntConstant(module, "VERSION", VERSION) || PyModule_AddObjectRef(module, "Sieve", (PyObject *)&SieveType)) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
