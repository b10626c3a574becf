/** gRPC's status codes by the names that Go prints (google.golang.org/grpc/codes: code_string.go). */
export function grpcCodeName(code: number): string {
  return NAMES[code] ?? `Code(${code})`;
}

const NAMES = [
  'OK',
  'Canceled',
  'Unknown',
  'InvalidArgument',
  'DeadlineExceeded',
  'NotFound',
  'AlreadyExists',
  'PermissionDenied',
  'ResourceExhausted',
  'FailedPrecondition',
  'Aborted',
  'OutOfRange',
  'Unimplemented',
  'Internal',
  'Unavailable',
  'DataLoss',
  'Unauthenticated',
];
