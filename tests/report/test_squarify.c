#include "squarify.h"

#include <math.h>

#include "cet/core/memory.h"
#include "unit_test.h"

TEST(boxes_fill_the_bounds_in_proportion)
{
    const double areas[] = {6, 6, 4, 3, 2, 2, 1}; /* the example of the paper */
    struct box boxes[ARRAY_LENGTH(areas)];
    squarify(areas, ARRAY_LENGTH(areas), (struct box){10, 20, 6, 4}, boxes);
    double sum = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(areas); i++) {
        CU_ASSERT_DOUBLE_EQUAL(boxes[i].width * boxes[i].height, areas[i], 1e-9);
        CU_ASSERT(boxes[i].x >= 10 - 1e-9 && boxes[i].x + boxes[i].width <= 16 + 1e-9);
        CU_ASSERT(boxes[i].y >= 20 - 1e-9 && boxes[i].y + boxes[i].height <= 24 + 1e-9);
        sum += boxes[i].width * boxes[i].height;
    }
    CU_ASSERT_DOUBLE_EQUAL(sum, 24, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(boxes[0].width, 3, 1e-9); /* two of 6 stand one on the other */
    CU_ASSERT_DOUBLE_EQUAL(boxes[1].y, 22, 1e-9);
}

TEST(boxes_do_not_overlap)
{
    double areas[40];
    struct box boxes[40];
    for (size_t i = 0; i < ARRAY_LENGTH(areas); i++)
        areas[i] = (double)(ARRAY_LENGTH(areas) - i);
    squarify(areas, ARRAY_LENGTH(areas), (struct box){0, 0, 1200, 340}, boxes);
    for (size_t i = 0; i < ARRAY_LENGTH(areas); i++)
        for (size_t k = 0; k < i; k++) {
            const double width =
                fmin(boxes[i].x + boxes[i].width, boxes[k].x + boxes[k].width) - fmax(boxes[i].x, boxes[k].x);
            const double height =
                fmin(boxes[i].y + boxes[i].height, boxes[k].y + boxes[k].height) - fmax(boxes[i].y, boxes[k].y);
            CU_ASSERT(width < 1e-6 || height < 1e-6);
        }
}

TEST(no_area_and_no_room_are_no_fault)
{
    const double areas[] = {2, 1};
    struct box boxes[2];
    squarify(areas, 0, (struct box){0, 0, 6, 4}, boxes);
    squarify(areas, 2, (struct box){0, 0, 0, 0}, boxes);
    CU_ASSERT_EQUAL(boxes[0].width * boxes[0].height, 0);
}

UNIT_TESTS("report/squarify", CASE(boxes_fill_the_bounds_in_proportion), CASE(boxes_do_not_overlap),
           CASE(no_area_and_no_room_are_no_fault))
