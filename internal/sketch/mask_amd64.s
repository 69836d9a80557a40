#include "textflag.h"

// Bounds of the ranges, as bytes that a signed comparison holds against; bytes of 0x80 and above are
// negative there and in no range, and VPMOVMSKB takes them by their highest bit.
DATA below_a<>+0(SB)/1, $0x60
GLOBL below_a<>(SB), RODATA|NOPTR, $1
DATA above_z<>+0(SB)/1, $0x7b
GLOBL above_z<>(SB), RODATA|NOPTR, $1
DATA below_0<>+0(SB)/1, $0x2f
GLOBL below_0<>(SB), RODATA|NOPTR, $1
DATA above_9<>+0(SB)/1, $0x3a
GLOBL above_9<>(SB), RODATA|NOPTR, $1
DATA fold<>+0(SB)/1, $0x20
GLOBL fold<>(SB), RODATA|NOPTR, $1

// CLASSES leaves in out, by the highest bits, which bytes of in belong to words; Y8 is used.
#define CLASSES(in, out) \
	VPOR     in, Y4, out;   \
	VPCMPGTB Y0, out, Y8;   \
	VPCMPGTB out, Y1, out;  \
	VPAND    Y8, out, out;  \
	VPOR     in, out, out;  \
	VPCMPGTB Y2, in, Y8;    \
	VPCMPGTB in, Y3, in;    \
	VPAND    Y8, in, in;    \
	VPOR     in, out, out

// func maskAVX2(dst *uint64, src string, n int)
TEXT ·maskAVX2(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src_base+8(FP), SI
	MOVQ         n+24(FP), CX
	VPBROADCASTB below_a<>(SB), Y0
	VPBROADCASTB above_z<>(SB), Y1
	VPBROADCASTB below_0<>(SB), Y2
	VPBROADCASTB above_9<>(SB), Y3
	VPBROADCASTB fold<>(SB), Y4

block:
	VMOVDQU   (SI), Y5
	VMOVDQU   32(SI), Y6
	CLASSES(Y5, Y7)
	VPMOVMSKB Y7, AX
	CLASSES(Y6, Y7)
	VPMOVMSKB Y7, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	MOVQ      AX, (DI)
	ADDQ      $64, SI
	ADDQ      $8, DI
	DECQ      CX
	JNZ       block
	VZEROUPPER
	RET
