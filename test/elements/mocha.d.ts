/** What Web Test Runner's mocha gives every browser test. */
declare function describe(about: string, tests: () => void): void;
declare function it(behaviour: string, test: () => void | Promise<void>): void;
declare function before(first: () => void | Promise<void>): void;
declare function afterEach(after: () => void | Promise<void>): void;
