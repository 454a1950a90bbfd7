#ifndef PLAN_PLAN_FORMAT_H
#define PLAN_PLAN_FORMAT_H

/*
 * The journal's format, version 1: JSON lines, each with "version":1.  First
 * {"plan":title,"id":..,"verb":..,"release":..}, then a line per step,
 * {"step":kind,...}, last {"end":number of steps}, which tells a whole file from
 * a cut one.  Ids are 40 hex digits, all zeros for "does not exist".  Only the
 * first line is held to its version: journals of before have none elsewhere.
 */
#include "plan/plan.h"

#define PLAN_VERSION 1

#endif
