// A Medusa shop without its admin pages, in the PostgreSQL that DATABASE_URL names, on loopback.
'use strict';
const { defineConfig } = require('@medusajs/framework/utils');

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: {
      host: '127.0.0.1', storeCors: '*', adminCors: '*', authCors: '*',
      jwtSecret: process.env.JWT_SECRET, cookieSecret: process.env.COOKIE_SECRET,
    },
  },
});
