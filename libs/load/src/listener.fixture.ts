// Run by fork-client.test.ts as a client that is ready at once and does nothing.
process.on('message', () => process.send?.({ say: 'ready' }));
