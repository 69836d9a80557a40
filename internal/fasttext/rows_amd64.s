#include "textflag.h"

// func addSixteen(acc *float32, whole *byte, rows *int32, n, stride int)
// SSE2, which every amd64 has. ADDPS rounds each of four sums as ADDSS would.
TEXT ·addSixteen(SB), NOSPLIT, $0-40
	MOVQ acc+0(FP), DI
	MOVQ whole+8(FP), SI
	MOVQ rows+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ stride+32(FP), R8
	MOVUPS (DI), X0
	MOVUPS 16(DI), X1
	MOVUPS 32(DI), X2
	MOVUPS 48(DI), X3

next:
	MOVLQSX (DX), AX
	IMULQ R8, AX
	ADDQ SI, AX
	MOVUPS (AX), X4
	MOVUPS 16(AX), X5
	MOVUPS 32(AX), X6
	MOVUPS 48(AX), X7
	ADDPS X4, X0
	ADDPS X5, X1
	ADDPS X6, X2
	ADDPS X7, X3
	ADDQ $4, DX
	DECQ CX
	JNZ next

	MOVUPS X0, (DI)
	MOVUPS X1, 16(DI)
	MOVUPS X2, 32(DI)
	MOVUPS X3, 48(DI)
	RET
