// SPDX-License-Identifier: BSL-1.0
#pragma once

// Words that <windows.h> and the headers which it includes define, with their meaning there.
#define CONST const
#define DELETE (0x00010000L)
#define DIFFERENCE 11
#define ERROR 0
#define FAR
#define IGNORE 0
#define IN
#define INFINITE 0xffffffff
#define NEAR
#define OPTIONAL
#define OUT
#define RELATIVE 2
#define STRICT 1
#define TRANSPARENT 1
#define VOID void
#define far
#define hyper long long
#define interface struct
#define near
#define pascal
#define small char
