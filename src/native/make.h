/* Making a sieve of the tables, and taking it apart. */

#ifndef MAKE_H
#define MAKE_H

#include "sieve.h"

#define BETWEEN 0x1f

/* The numbers of a list as packs are compiled, 12 or "12 40", from `place` on, behind their count. */
static int add_list(Sieve *s, const Text *t, Py_ssize_t *place, uint32_t *list)
{
    Numbers *pool = &s->pool;
    int quoted = *place < t->size && at(t, *place) == '"', digits;
    *list = (uint32_t)pool->size;
    *place += quoted;
    if (numbers_add(pool, 0))
        return -1;
    do {
        int64_t number = 0;
        int sign = *place < t->size && at(t, *place) == '-' ? -1 : 1;
        *place += sign < 0;
        for (digits = 0; *place < t->size && is_digit(at(t, *place)) && digits < 10; digits++)
            number = 10 * number + (int64_t)(at(t, (*place)++) - '0');
        number *= sign;
        if (!digits || number < CHAIN || number >= s->entry_count) {
            PyErr_SetString(PyExc_ValueError, "a table names an entry that does not exist");
            return -1;
        }
        if (numbers_add(pool, (int32_t)number))
            return -1;
    } while (*place < t->size && at(t, *place) == ' ' && ++*place);
    if (quoted && *place < t->size && at(t, *place) == '"')
        ++*place;
    pool->items[*list] = (int32_t)(pool->size - *list - 1);
    return 0;
}

/* A table as it is stored: its keys with BETWEEN between them, and a list of values; without `lists` only its keys. */
static int fill_stored(Sieve *s, Table *t, PyObject *keys, PyObject *values, int lists)
{
    Text key = text_of(keys), value = text_of(values);
    Py_ssize_t count = key.size > 0, place = 1, i;
    for (i = 0; i < key.size; i++)
        count += at(&key, i) == BETWEEN;
    if (table_make(t, count))
        return -1;
    for (i = 0; count--; i++) {
        Hash h = START;
        uint32_t list = 0;
        for (; i < key.size && at(&key, i) != BETWEEN; i++)
            h = step(h, at(&key, i));
        if (lists && add_list(s, &value, &place, &list))
            return -1;
        place++; /* a comma */
        table_put(t, done(h), list);
    }
    return 0;
}

/* A table of a dict, or as it is stored. */
static int fill(Sieve *s, Table *t, PyObject *table, int lists)
{
    Py_ssize_t at_key = 0;
    PyObject *key, *value, *keys, *values;
    if (table && PyTuple_Check(table))
        return PyArg_ParseTuple(table, "UU", &keys, &values) ? fill_stored(s, t, keys, values, lists) : -1;
    if (!table || !PyDict_Check(table)) {
        PyErr_SetString(PyExc_TypeError, "a table is a dict");
        return -1;
    }
    if (table_make(t, PyDict_GET_SIZE(table)))
        return -1;
    while (PyDict_Next(table, &at_key, &key, &value)) {
        Hash h;
        uint32_t list = 0;
        if (hash_str(key, &h))
            return -1;
        if (lists) {
            PyObject *text = PyObject_Str(value);
            if (!text)
                return -1;
            Text numbers = text_of(text);
            Py_ssize_t place = 0;
            int failed = add_list(s, &numbers, &place, &list) || place != numbers.size;
            Py_DECREF(text);
            if (failed) {
                if (!PyErr_Occurred())
                    PyErr_Format(PyExc_ValueError, "not a list of numbers: %R", value);
                return -1;
            }
        }
        table_put(t, h, list);
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

/* The openings under a head: how each goes on, BETWEEN, the number of its entry, BETWEEN, and so on up to `end`. */
static int add_openings(Sieve *s, Hash head, const Text *t, Py_ssize_t i, Py_ssize_t end)
{
    uint32_t list = (uint32_t)s->pool.size;
    if (numbers_add(&s->pool, 0))
        return -1;
    while (i < end) {
        Hash rest = START;
        int32_t size = 0;
        int64_t entry = 0;
        for (; i < end && at(t, i) != BETWEEN; i++, size++)
            rest = step(rest, at(t, i));
        int numbered = i + 1 < end && is_digit(at(t, i + 1));
        for (i++; i < end && is_digit(at(t, i)) && entry <= s->entry_count; i++)
            entry = 10 * entry + (int64_t)(at(t, i) - '0');
        i++;
        if (!numbered || entry >= s->entry_count || size > MOST_REST) {
            PyErr_SetString(PyExc_ValueError, "what stands under a head is not openings with their entries");
            return -1;
        }
        if (s->opening_count == s->opening_room) {
            Py_ssize_t room = s->opening_room ? 2 * s->opening_room : 1024;
            Opening *more = PyMem_Realloc(s->openings, (size_t)room * sizeof *more);
            if (!more) {
                PyErr_NoMemory();
                return -1;
            }
            s->openings = more;
            s->opening_room = room;
        }
        s->openings[s->opening_count] = (Opening){done(rest), size, (int32_t)entry};
        if (numbers_add(&s->pool, (int32_t)s->opening_count++))
            return -1;
    }
    s->pool.items[list] = (int32_t)(s->pool.size - list - 1);
    table_put(&s->heads, head, list);
    return 0;
}

static Py_ssize_t find_end(const Text *t, Py_ssize_t i, Py_UCS4 mark)
{
    while (i < t->size && at(t, i) != mark)
        i++;
    return i;
}

#define BODY_END 0x1e

/* Heads of a dict, or as they are stored: keys with BETWEEN and openings with BODY_END between them. */
static int fill_heads(Sieve *s, PyObject *heads)
{
    Py_ssize_t at_key = 0;
    PyObject *key, *value;
    Hash h;
    if (heads && PyTuple_Check(heads)) {
        if (!PyArg_ParseTuple(heads, "UU", &key, &value))
            return -1;
        Text keys = text_of(key), bodies = text_of(value);
        Py_ssize_t count = keys.size > 0, from = 0, body = 0;
        for (Py_ssize_t i = 0; i < keys.size; i++)
            count += at(&keys, i) == BETWEEN;
        if (table_make(&s->heads, count))
            return -1;
        while (count--) {
            Py_ssize_t end = find_end(&keys, from, BETWEEN), body_end = find_end(&bodies, body, BODY_END);
            for (h = START; from < end; from++)
                h = step(h, at(&keys, from));
            if (add_openings(s, done(h), &bodies, body, body_end))
                return -1;
            from = end + 1;
            body = body_end + 1;
        }
        return 0;
    }
    if (!heads || !PyDict_Check(heads)) {
        PyErr_SetString(PyExc_TypeError, "heads are a dict");
        return -1;
    }
    if (table_make(&s->heads, PyDict_GET_SIZE(heads)))
        return -1;
    while (PyDict_Next(heads, &at_key, &key, &value)) {
        if (!PyUnicode_Check(value)) {
            PyErr_SetString(PyExc_TypeError, "openings are a str");
            return -1;
        }
        Text t = text_of(value);
        if (hash_str(key, &h) || add_openings(s, h, &t, 0, t.size))
            return -1;
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
    PyMem_Free(s->stamp);
    PyMem_Free(s->active);
    if (s->base)
        return;
    Table *tables[] = {&s->phrases, &s->chain_starts,      &s->lasts,      &s->telling_gate,  &s->words,
                       &s->telling_words, &s->grams,       &s->near_words, &s->near_stems[0], &s->near_stems[1],
                       &s->near_grams,   &s->heads, &s->unspaced_heads};
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
    if (s->rules)
        for (Py_ssize_t i = 0; i < s->rule_count; i++)
            rule_free(&s->rules[i]);
    PyMem_Free(s->rules);
    if (s->programs)
        for (Py_ssize_t i = 0; i < s->entry_count; i++)
            program_free(&s->programs[i]);
    PyMem_Free(s->programs);
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
    s->programs = PyMem_Calloc(count, sizeof *s->programs);
    if (!s->programs || !s->entry_rule || !s->entry_least || !s->stamp || !s->rules || !s->active) {
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
                            "pattern", NULL};
    PyObject *tables, *telling, *edge, *ends, *around, *separators, *wants, *pattern;
    Py_buffer active, fold;
    if (!PyArg_ParseTupleAndKeywords(args, named, "O!y*O!y*UUUUOO", names, &PyDict_Type, &tables, &active, &PyDict_Type,
                                     &telling, &fold, &edge, &ends, &around, &separators, &wants, &pattern))
        return NULL;
    Sieve *s = (Sieve *)type->tp_alloc(type, 0);
    if (!s)
        goto end;
    Py_INCREF(wants);
    Py_INCREF(pattern);
    s->wants = wants;
    s->pattern = pattern;
    if (fold.len != (Py_ssize_t)sizeof s->fold) {
        PyErr_SetString(PyExc_ValueError, "the folds are 65,536 numbers of two bytes");
        goto failed;
    }
    memcpy(s->fold, fold.buf, sizeof s->fold);
#define TABLE(name) PyDict_GetItemString(tables, name)
    if (set_flags(s, edge, IS_EDGE) || set_flags(s, ends, IS_END) || set_flags(s, around, IS_AROUND) ||
        set_flags(s, separators, IS_SEPARATOR) ||
        fill_entries(s, TABLE("entries"), &active) || fill(s, &s->phrases, TABLE("phrases"), 1) || fill(s, &s->chain_starts, TABLE("chain_starts"), 0) ||
        fill_each(s, s->starts, TABLE("starts"), SIZES) ||
        fill_each(s, s->ends, TABLE("ends"), SIZES) || fill_each(s, s->near_starts, TABLE("near_starts"), SIZES) ||
        fill_each(s, s->near_ends, TABLE("near_ends"), SIZES) || fill(s, &s->lasts, TABLE("lasts"), 0) ||
        fill(s, &s->words, TABLE("words"), 1) || fill(s, &s->telling_words, TABLE("telling_words"), 1) ||
        fill(s, &s->telling_gate, telling, 0) || fill(s, &s->grams, TABLE("grams"), 1) ||
        fill(s, &s->near_words, TABLE("near_words"), 1) || fill_each(s, s->near_stems, TABLE("near_stems"), 2) ||
        fill(s, &s->near_grams, TABLE("near_grams"), 1) ||
        fill(s, &s->unspaced_heads, TABLE("unspaced_heads"), 1) || fill_heads(s, TABLE("heads")))
        goto failed;
    for (uint32_t i = 0; i <= s->words.mask; i++)
        s->has_words |= s->words.keys[i] != 0;
    goto end;
failed:
    Py_CLEAR(s);
end:
    PyBuffer_Release(&active);
    PyBuffer_Release(&fold);
    return (PyObject *)s;
}

/* A sieve of the same tables for other rules in use. */
static PyObject *Sieve_sharing(Sieve *s, PyObject *args)
{
    PyObject *wants, *pattern;
    Py_buffer active;
    Sieve *made = NULL;
    if (!PyArg_ParseTuple(args, "y*OO", &active, &wants, &pattern))
        return NULL;
    if (active.len != s->rule_count) {
        PyErr_SetString(PyExc_ValueError, "a byte for each rule that the tables number");
        goto end;
    }
    if (!(made = (Sieve *)Py_TYPE(s)->tp_alloc(Py_TYPE(s), 0)))
        goto end;
    memcpy((char *)made + sizeof(PyObject), (char *)s + sizeof(PyObject), sizeof *s - sizeof(PyObject));
    made->base = s->base ? s->base : s;
    made->wants = wants;
    made->pattern = pattern;
    Py_INCREF(made->base);
    Py_INCREF(wants);
    Py_INCREF(pattern);
    made->stamped = 0;
    made->stamp = PyMem_Calloc((size_t)s->entry_count + 1, sizeof *made->stamp);
    made->active = PyMem_Calloc((size_t)s->rule_count + 1, 1);
    if (!made->stamp || !made->active) {
        PyErr_NoMemory();
        Py_CLEAR(made);
        goto end;
    }
    memcpy(made->active, active.buf, (size_t)active.len);
end:
    PyBuffer_Release(&active);
    return (PyObject *)made;
}

#endif
