/** What gRPC makes of a stream that the server has cut (internal/transport/http_util.go of google.golang.org/grpc v1.81.1: http2ErrConvTab). */
export function resetStatus(code: number): { readonly code: string; readonly message: string } {
  const name = NAMES[code] ?? `unknown error code 0x${code.toString(16)}`;
  return {
    code: CODES[name] ?? (NAMES[code] === undefined ? 'Unknown' : 'Internal'),
    message: `stream terminated by RST_STREAM with error code: ${name}`,
  };
}

/** RFC 9113, section 7. */
const NAMES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** Those that are not Internal. */
const CODES: Readonly<Record<string, string>> = {
  FLOW_CONTROL_ERROR: 'ResourceExhausted',
  FRAME_SIZE_ERROR: 'ResourceExhausted',
  REFUSED_STREAM: 'Unavailable',
  CANCEL: 'Canceled',
  ENHANCE_YOUR_CALM: 'ResourceExhausted',
  INADEQUATE_SECURITY: 'PermissionDenied',
};
