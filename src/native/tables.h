/* Hashes to places in a list of numbers, with a bitmap in front that fits the processor's cache. */

#ifndef TABLES_H
#define TABLES_H

#include "text.h"

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

#endif
