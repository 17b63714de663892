/* The sieve: which lines of a text say nothing to any rule, found without making a Python object for each question.

An optional accelerator. Everything here is decided by gate.py, index.py, judge.py and normal.py, too, and the names
are theirs; where the two could differ, the sieve answers "ask them" (UNSURE, or a line or place too many), so that a
text is cleaned the same with and without it. Characters are compared by the 64 bits of a hash.
All lengths are in code points. */

#define PY_SSIZE_T_CLEAN
#include "gate.h"
#include "looks.h"
#include "make.h"

#define VERSION 1 /* of the interface, see native.py */

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
            Py_UCS4 first = at(&t, 0), last = at(&t, t.size - 1);
            int ascii = PyUnicode_IS_ASCII(line);
            Py_ssize_t end = t.size < SENTENCE ? t.size : SENTENCE, from = 0;
            int opened = opens(s, &t, 0, end);
            if (opened == NO && !Py_UNICODE_ISALNUM(first)) {
                while (from < t.size && flag(s, at(&t, from), IS_EDGE))
                    from++;
                opened = opens(s, &t, from, t.size - from < SENTENCE ? t.size : from + SENTENCE);
            }
            failed = PyList_Append(out[LONGS], line) || opened == FAILED ||
                     (opened == YES && PyList_Append(out[OPENING], line));
            if (!failed && !ascii && (first >= 0x3000 || last >= 0x3000 || at(&t, t.size / 2) >= 0x3000))
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

static PyObject *Sieve_opened_by(Sieve *s, PyObject *unit)
{
    if (!PyUnicode_Check(unit))
        return PyErr_Format(PyExc_TypeError, "a unit is a str");
    Text t = text_of(unit);
    Hash rests[MOST_REST + 1];
    Py_ssize_t rest;
    PyObject *out = PyList_New(0);
    const uint32_t *place = out ? openings_at(s, &t, 0, t.size, rests, &rest) : NULL;
    const int32_t *list = place ? s->pool.items + *place : NULL;
    for (int32_t i = 1; list && i <= list[0]; i++) {
        const Opening *opening = &s->openings[list[i]];
        if (opening->size > rest || rests[opening->size] != opening->rest)
            continue;
        PyObject *number = PyLong_FromLong(opening->entry);
        if (!number || PyList_Append(out, number)) {
            Py_XDECREF(number);
            Py_DECREF(out);
            return NULL;
        }
        Py_DECREF(number);
    }
    return out;
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

static PyObject *Sieve_speaking(Sieve *s, PyObject *args)
{
    PyObject *key, *numbers, *out = NULL;
    int viewed;
    if (!PyArg_ParseTuple(args, "O!Up", &PyList_Type, &numbers, &key, &viewed))
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
    out = speaking(s, entries.items, entries.size, text, t.size, words, find_words(text, t.size, words), viewed);
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
    PyObject *entries = speaking(s, called.entries.items, called.entries.size, text, t.size, words, count, 1);
    if (!entries)
        goto end;
    out = Py_BuildValue("(NOO)", entries, called.phrase ? Py_True : Py_False, called.chain ? Py_True : Py_False);
end:
    PyMem_Free(text);
    PyMem_Free(words);
    PyMem_Free(called.entries.items);
    return out;
}

/* A table as Python sees it: `in` and `get`, of which the numbers come as packs are compiled. */
typedef struct {
    PyObject_HEAD
    Sieve *sieve;
    const Table *table;
} LookUp;

static int LookUp_contains(LookUp *l, PyObject *key)
{
    Hash h;
    return hash_str(key, &h) ? -1 : table_get(l->table, h) != NULL;
}

static PyObject *LookUp_get(LookUp *l, PyObject *key)
{
    Hash h;
    if (hash_str(key, &h))
        return NULL;
    const uint32_t *place = table_get(l->table, h);
    if (!place)
        Py_RETURN_NONE;
    const int32_t *list = l->sieve->pool.items + *place;
    if (list[0] == 1)
        return PyLong_FromLong(list[1]);
    PyObject *text = PyUnicode_FromFormat("%d", (int)list[1]);
    for (int32_t i = 2; text && i <= list[0]; i++) {
        PyObject *longer = PyUnicode_FromFormat("%U %d", text, (int)list[i]);
        Py_DECREF(text);
        text = longer;
    }
    return text;
}

/* An index holds look-ups, these the sieve, and the sieve asks the index: only the collector undoes that. */
static int LookUp_traverse(LookUp *l, visitproc visit, void *arg)
{
    Py_VISIT(l->sieve);
    return 0;
}

static void LookUp_dealloc(LookUp *l)
{
    PyObject_GC_UnTrack(l);
    Py_XDECREF(l->sieve);
    PyObject_GC_Del(l);
}

static PyMethodDef look_up_methods[] = {
    {"get", (PyCFunction)LookUp_get, METH_O, "See native.py."},
    {NULL, NULL, 0, NULL},
};

static PySequenceMethods look_up_contents = {.sq_contains = (objobjproc)LookUp_contains};

static PyTypeObject LookUpType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "cleantext._sieve.LookUp",
    .tp_doc = "See native.py.",
    .tp_basicsize = sizeof(LookUp),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)LookUp_traverse,
    .tp_dealloc = (destructor)LookUp_dealloc,
    .tp_methods = look_up_methods,
    .tp_as_sequence = &look_up_contents,
};

static PyObject *Sieve_look_up(Sieve *s, PyObject *args)
{
    const char *name;
    int which = 0;
    if (!PyArg_ParseTuple(args, "s|i", &name, &which))
        return NULL;
    const Table *table = !strcmp(name, "phrases")        ? &s->phrases
                         : !strcmp(name, "chain_starts") ? &s->chain_starts
                         : !strcmp(name, "lasts")        ? &s->lasts
                         : !strcmp(name, "heads")        ? &s->heads
                         : !strcmp(name, "unspaced_heads") ? &s->unspaced_heads
                         : !strcmp(name, "starts") && which >= 0 && which < SIZES ? &s->starts[which]
                                                                                  : NULL;
    if (!table)
        return PyErr_Format(PyExc_KeyError, "%s %d", name, which);
    LookUp *look_up = PyObject_GC_New(LookUp, &LookUpType);
    if (look_up) {
        Py_INCREF(s);
        look_up->sieve = s;
        look_up->table = table;
        PyObject_GC_Track((PyObject *)look_up);
    }
    return (PyObject *)look_up;
}

static int Sieve_traverse(Sieve *s, visitproc visit, void *arg)
{
    Py_VISIT(s->base);
    Py_VISIT(s->wants);
    Py_VISIT(s->pattern);
    return 0;
}

static int Sieve_clear(Sieve *s)
{
    Py_CLEAR(s->wants);
    Py_CLEAR(s->pattern);
    return 0;
}

static void Sieve_dealloc(Sieve *s)
{
    PyObject_GC_UnTrack(s);
    Sieve_clear(s);
    clear_tables(s);
    Py_XDECREF(s->base);
    Py_TYPE(s)->tp_free((PyObject *)s);
}

static PyMethodDef methods[] = {
    {"sort", (PyCFunction)Sieve_sort, METH_O, "See native.py."},
    {"heads", (PyCFunction)Sieve_heads, METH_O, "See native.py."},
    {"opened_by", (PyCFunction)Sieve_opened_by, METH_O, "See native.py."},
    {"kinds", (PyCFunction)Sieve_kinds, METH_VARARGS, "See native.py."},
    {"sharing", (PyCFunction)Sieve_sharing, METH_VARARGS, "See native.py."},
    {"look_up", (PyCFunction)Sieve_look_up, METH_VARARGS, "See native.py."},
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

/* Whether a view may fit a pattern, for the tests. */
static PyObject *may_fit(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *pattern, *view;
    Program program;
    if (!PyArg_ParseTuple(args, "UU", &pattern, &view))
        return NULL;
    Text t = text_of(view);
    Py_UCS4 *text = PyUnicode_AsUCS4Copy(view);
    if (!text)
        return NULL;
    program_read(&program, pattern);
    int fits = program_fits(&program, text, t.size);
    program_free(&program);
    PyMem_Free(text);
    return PyBool_FromLong(fits);
}

static PyMethodDef functions[] = {
    {"may_fit", may_fit, METH_VARARGS, "See native.py."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_sieve", "See native.py.", -1, functions, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__sieve(void)
{
    PyObject *module;
    if (PyType_Ready(&SieveType) < 0 || PyType_Ready(&LookUpType) < 0 || !(module = PyModule_Create(&definition)))
        return NULL;
    if (PyModule_AddIntConstant(module, "VERSION", VERSION) ||
        PyModule_AddObjectRef(module, "Sieve", (PyObject *)&SieveType)) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
