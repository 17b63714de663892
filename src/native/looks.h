/* What a view calls up, and whether anything of it speaks: see index.py and judge.py. */

#ifndef LOOKS_H
#define LOOKS_H

#include "sieve.h"

/* Read the pattern of an entry, if it has one. Other threads may run meanwhile. */
static int program_know(Program *p, int32_t entry, PyObject *pattern)
{
    PyObject *text = PyObject_CallFunction(pattern, "i", (int)entry);
    if (!text)
        return -1;
    if (!p->known) {
        if (PyUnicode_Check(text))
            program_read(p, text);
        else
            p->known = p->fits_all = 1;
    }
    Py_DECREF(text);
    return 0;
}

/* Whether an entry's rule finds what it wants in a text of these words, and its pattern, if the text is a view, fits. */
static int entry_speaks(Sieve *s, int32_t entry, const Py_UCS4 *text, Py_ssize_t size, const Word *words,
                        Py_ssize_t count, int viewed)
{
    int32_t rule = s->entry_rule[entry];
    if (!s->active[rule] || s->entry_least[entry] > size)
        return NO;
    if (!s->rules[rule].known && rule_know(&s->rules[rule], rule, s->wants))
        return FAILED;
    RuleWants *wants = &s->rules[rule];
    double misses = 1, damp = 1;
    for (Py_ssize_t i = 0; i < wants->count; i++) {
        const Group *group = &wants->groups[i];
        int there = !group->known || stands_in(group, text, words, count);
        if (!there && group->weight == 0)
            return NO;
        if (there && group->weight > 0)
            misses *= 1 - group->weight;
        if (there && group->weight < 0 && viewed)
            damp *= 1 + group->weight;
    }
    if ((1 - misses) * damp < wants->least)
        return NO;
    Program *program = &s->programs[entry];
    if (!viewed)
        return YES;
    if (!program->known && program_know(program, entry, s->pattern))
        return FAILED;
    return program_fits(program, text, size) ? YES : NO;
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
        int speaks = entry_speaks(s, called->entries.items[i], text, size, words, count, 1);
        if (speaks != NO)
            return speaks;
    }
    return NO;
}


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

/* Those of some entries that speak in a text, as a list of numbers. */
static PyObject *speaking(Sieve *s, const int32_t *entries, size_t size, const Py_UCS4 *text, Py_ssize_t length,
                          const Word *words, Py_ssize_t count, int viewed)
{
    PyObject *out = PyList_New(0);
    for (size_t i = 0; out && i < size; i++) {
        int speaks = entry_speaks(s, entries[i], text, length, words, count, viewed);
        PyObject *number = speaks == YES ? PyLong_FromLong(entries[i]) : NULL;
        if (speaks == FAILED || (speaks == YES && (!number || PyList_Append(out, number))))
            Py_CLEAR(out);
        Py_XDECREF(number);
    }
    return out;
}

#endif
