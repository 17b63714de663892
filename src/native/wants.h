/* What a rule cannot do without: see wanted.py. */

#ifndef WANTS_H
#define WANTS_H

#include "tables.h"

typedef struct {
    Hash hash;
    uint32_t size; /* of a stem: its characters; of a phrase's word: 1 for the phrase's last */
} Wanted;

typedef struct {
    Table words, stem_heads;
    Wanted *stems, *parts;
    Py_ssize_t stem_count, part_count;
    double weight; /* of a group of cues, below 0 if it speaks against; 0 if one of it must be there */
    int known;
} Group;

typedef struct {
    int known;
    Py_ssize_t count;
    Group *groups;
    double least; /* what the groups of cues found must reach */
} RuleWants;


static int is_tuple(PyObject *o)
{
    if (!PyTuple_Check(o))
        PyErr_Format(PyExc_TypeError, "what a rule wants is told in tuples, not %R", o);
    return PyTuple_Check(o);
}

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
        if (!is_tuple(PyTuple_GET_ITEM(phrases, i)))
            return -1;
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
static int rule_know(RuleWants *rule, int32_t number, PyObject *wants)
{
    PyObject *told = PyObject_CallFunction(wants, "i", (int)number), *groups;
    RuleWants made = {0};
    if (!told)
        return -1;
    if (!is_tuple(told) || !PyArg_ParseTuple(told, "O!d", &PyTuple_Type, &groups, &made.least))
        goto failed;
    made.known = 1;
    if (!(made.groups = PyMem_Calloc((size_t)PyTuple_GET_SIZE(groups) + 1, sizeof *made.groups))) {
        PyErr_NoMemory();
        goto failed;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(groups); i++) {
        Group *group = &made.groups[made.count++];
        PyObject *words, *stems, *phrases, *all;
        if (!is_tuple(PyTuple_GET_ITEM(groups, i)) ||
            !PyArg_ParseTuple(PyTuple_GET_ITEM(groups, i), "dO", &group->weight, &all))
            goto failed;
        if (all == Py_None)
            continue;
        group->known = 1;
        if (!is_tuple(all) ||
            !PyArg_ParseTuple(all, "O!O!O!", &PyTuple_Type, &words, &PyTuple_Type, &stems, &PyTuple_Type, &phrases) ||
            group_make(group, words, stems, phrases))
            goto failed;
    }
    Py_DECREF(told);
    if (rule->known)
        rule_free(&made);
    else
        *rule = made;
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

#endif
