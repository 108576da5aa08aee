import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Nothing of the machine is for these pages: no camera, no place, no payment. */
const PERMISSIONS = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** The headers of every page; response.locals.nonce marks the scripts that are ours. */
export function securityHeaders(baseUrl: string): RequestHandler[] {
  const secure = baseUrl.startsWith('https:');
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", (_, response) => `'nonce-${String((response as Response).locals.nonce)}'`],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          // Said by defaultSrc already; checklists look for the word.
          objectSrc: ["'none'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
      referrerPolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
    }),
    (_, response, next) => {
      response.set({
        'Permissions-Policy': PERMISSIONS,
        // People's records are nothing for a search engine, even where a link to one leaks.
        'X-Robots-Tag': 'noindex, nofollow',
      });
      next();
    },
  ];
}
