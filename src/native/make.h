/* Making a sieve of the tables, and taking it apart. */

#ifndef MAKE_H
#define MAKE_H

#include "sieve.h"

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
            int numbered = i + 1 < t.size && is_digit(at(&t, i + 1));
            for (i++; i < t.size && is_digit(at(&t, i)); i++)
                entry = 10 * entry + (long)(at(&t, i) - '0');
            i++;
            if (!numbered || entry >= s->entry_count || size > MOST_REST) {
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

#endif
